package dev.tidegate.source.postmark;

import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Credential;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Postmark's webhooks. They are not signed: what is known of the sender is the credential that it was given. */
public final class PostmarkSource implements Source {
    /** Postmark gives up on 403 and tries all others but 200 again. */
    private static final Answers ANSWERS = new Answers(200, null, 403, 403, 403, 503);

    private final SourceSettings.Entry entry;
    private final Credential credential;

    private PostmarkSource(SourceSettings.Entry entry, Credential credential) {
        this.entry = entry;
        this.credential = credential;
    }

    public static Prepared prepare(SourceSettings.Postmark settings) {
        Credential credential = credential(settings.authentication());
        if (credential == null) {
            return Prepared.Faulty.of("auth", "Postmark signs nothing; allowed: one of basic, bearer, header");
        }
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new PostmarkSource(settings.entry(), credential),
                (body, delivery) -> Map.of("Content-Type", "application/json", credential.header(), credential.sent()));
    }

    private static @Nullable Credential credential(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Signature unused -> null;
            case Authentication.Basic(Secret userAndPassword) -> Credential.basic(userAndPassword.reveal());
            case Authentication.Bearer(Secret token) -> Credential.bearer(token);
            case Authentication.Header(String name, Secret value) -> new Credential(name, "", value);
        };
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
    public Answers answers() {
        return ANSWERS;
    }

    @Override
    public Proof prove(Request request) {
        return credential.check(request.headers());
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
