package dev.tidegate.source.github;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Authenticator;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Map;

/**
 * Webhooks from GitHub, of any event: its name and its action make the type, as in {@code star_created}. The customer is the
 * account that did it.
 */
public final class GitHubSource implements Source {
    static final String EVENT = "X-GitHub-Event";
    static final String DELIVERY = "X-GitHub-Delivery";

    /** The older header with SHA-1 beside it counts for nothing. */
    static final String SIGNATURE = "X-Hub-Signature-256";

    static final String PREFIX = "sha256=";

    /** Sent once, when the webhook is made. */
    private static final String PING = "ping";

    private final SourceSettings.Entry entry;
    private final Authenticator authenticator;

    private GitHubSource(SourceSettings.GitHub settings) {
        this.entry = settings.entry();
        this.authenticator = Authenticator.ofHmacSha256(settings.secrets(), SIGNATURE, Encoding.HEX, PREFIX);
    }

    public static Prepared prepare(SourceSettings.GitHub settings) {
        return Prepared.signed(
                settings.entry().name(), settings.secrets(), tools -> new GitHubSource(settings), GitHubSigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        return authenticator.prove(request);
    }

    @Override
    public Reading read(Request request) {
        String name = request.headers().first(EVENT);
        if (name == null || name.isBlank()) {
            return new Reading.Unreadable("the header " + EVENT + " is missing");
        }
        if (name.equals(PING)) {
            return Reading.Events.of(new Item.Ignored(PING));
        }
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> Reading.Events.of(item(name, Fields.of(body), request));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Item item(String name, Fields body, Request request) {
        EventDraft draft = EventDraft.sparing(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        String action = body.text("action");
        draft.typeAsSent(action == null ? name : name + "_" + action);
        draft.sourceIdOr(
                request.headers().first(DELIVERY),
                () -> Digests.base64Url(Digests.sha256().digest(request.body()), 16));
        draft.customerId(body.object("sender").get("id"));
        draft.email(body.object("pusher").get("email"));
        draft.trait("login", body.object("sender").text("login"));
        Fields repository = body.object("repository");
        draft.property("repository", repository.text("full_name"));
        draft.property("action", action);
        draft.property("ref", body.text("ref"));
        draft.property("url", body.has("compare") ? body.text("compare") : repository.text("html_url"));
        draft.context("topic", name);
        return draft.finish();
    }
}
