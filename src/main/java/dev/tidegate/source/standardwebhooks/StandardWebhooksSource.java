package dev.tidegate.source.standardwebhooks;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks as the Standard Webhooks specification describes them, signed with a shared secret ({@code v1}).
 *
 * <p>Signed are id, time and body, joined by dots, so that an id with a dot in it could be moved into the time; such ids are
 * refused. Times further away than the tolerance are refused, in both directions.
 */
public final class StandardWebhooksSource implements Source {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";
    static final String VERSION = "v1,";

    /** More than anybody needs who rotates keys; each costs time. */
    private static final int MOST_SIGNATURES = 5;

    private static final int LONGEST_ID = 256;

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final Hmac hmac;

    private StandardWebhooksSource(SourceSettings.StandardWebhooks settings) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.hmac = new Hmac(
                "HmacSHA256", settings.secrets().stream().map(SigningKey::of).toList());
    }

    /** Looks at the secrets. */
    public static Prepared prepare(SourceSettings.StandardWebhooks settings) {
        if (settings.secrets().isEmpty()) {
            return Prepared.Faulty.of("secrets", "at least one is needed");
        }
        List<Prepared.Problem> problems = new ArrayList<>();
        for (int i = 0; i < settings.secrets().size(); i++) {
            String problem = SigningKey.problem(settings.secrets().get(i));
            if (problem != null) {
                problems.add(new Prepared.Problem("secrets[" + i + "]", 1, 1, problem));
            }
        }
        return problems.isEmpty()
                ? Prepared.Ready.of(
                        settings.entry().name(),
                        () -> new StandardWebhooksSource(settings),
                        new StandardWebhooksSigner(settings.secrets().getFirst()))
                : new Prepared.Faulty(problems);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public @Nullable Duration dedupWindow() {
        return entry.dedupWindow();
    }

    @Override
    public Proof prove(Request request) {
        Headers headers = request.headers();
        List<String> signatures = headers.all(SIGNATURE);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1
                || headers.all(ID).size() > 1
                || headers.all(TIMESTAMP).size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String id = headers.first(ID);
        if (id == null || id.isBlank() || id.indexOf('.') >= 0 || id.length() > LONGEST_ID) {
            return new Proof.Refused(Refusal.ID_UNUSABLE);
        }
        String timestamp = headers.first(TIMESTAMP);
        Instant signedAt = SignedTime.seconds(timestamp);
        if (timestamp == null || signedAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        if (!hmac.verifyAny(candidates(signatures.getFirst()), head, request.body())) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        return SignedTime.within(tolerance, signedAt, request.arrival().at());
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> Reading.Events.of(item(Fields.of(body), request));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Item item(Fields body, Request request) {
        EventDraft draft = new EventDraft(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        String id = request.headers().first(ID);
        draft.sourceId(id == null ? "" : id);
        draft.typeAsSent(body.get("type"));
        draft.occurredAt(body.get("timestamp"));
        StandardWebhooksData.read(body.object("data"), draft);
        return draft.finish();
    }

    /** The signatures of the version that we know, among the first few; the header does not get to choose another. */
    private static List<byte[]> candidates(String header) {
        List<byte[]> candidates = new ArrayList<>(1);
        String[] signatures = header.split(" ", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(signatures.length, MOST_SIGNATURES); i++) {
            byte[] bytes = signatures[i].startsWith(VERSION)
                    ? Encodings.base64(signatures[i].substring(VERSION.length()))
                    : null;
            if (bytes != null) {
                candidates.add(bytes);
            }
        }
        return candidates;
    }
}
