package dev.tidegate.source.postmark;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.AuthenticatedSigner;
import dev.tidegate.source.signature.Authenticator;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Map;
import java.util.Set;

/** Postmark's webhooks. They are not signed: what is known of the sender is the credential that it was given. */
public final class PostmarkSource implements Source {
    /** Postmark gives up on 403 and tries all others but 200 again. */
    private static final Answers ANSWERS = new Answers(200, null, 403, 403, 403, 503);

    private final SourceSettings.Entry entry;
    private final Authenticator authenticator;
    private final Set<String> proofHeaders;

    private PostmarkSource(SourceSettings.Entry entry, Authenticator authenticator) {
        this.entry = entry;
        this.authenticator = authenticator;
        this.proofHeaders = authenticator.proofHeaders();
    }

    public static Prepared prepare(SourceSettings.Postmark settings) {
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new PostmarkSource(settings.entry(), Authenticator.of(settings.authentication())),
                new AuthenticatedSigner(settings.authentication()));
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Answers answers() {
        return ANSWERS;
    }

    @Override
    public Set<String> proofHeaders() {
        return proofHeaders;
    }

    @Override
    public boolean takesPath() {
        return !authenticator.path().isEmpty();
    }

    @Override
    public Proof prove(Request request) {
        return authenticator.prove(request);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) ->
                Reading.Events.of(PostmarkRecord.read(
                        Fields.of(body),
                        new Provenance(
                                entry.name(), entry.idSpace(), request.arrival().at())));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }
}
