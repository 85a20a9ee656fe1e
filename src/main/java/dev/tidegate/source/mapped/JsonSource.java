package dev.tidegate.source.mapped;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.AuthenticatedSigner;
import dev.tidegate.source.signature.Authenticator;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Any sender of JSON, proven and read as the configuration says. A list in the body is a batch. */
public final class JsonSource implements Source {
    private static final int MOST_EVENTS = 1_000;

    private final SourceSettings.Entry entry;
    private final Authenticator authenticator;
    private final Set<String> proofHeaders;
    private final Mapping mapping;

    private JsonSource(SourceSettings.Entry entry, Authenticator authenticator, Mapping mapping) {
        this.entry = entry;
        this.authenticator = authenticator;
        this.proofHeaders = authenticator.proofHeaders();
        this.mapping = mapping;
    }

    /** Reads the expressions, once for all event loops. */
    public static Prepared prepare(SourceSettings.Json settings) {
        List<Prepared.Problem> problems = new ArrayList<>();
        Mapping mapping = Mapping.compile(settings.event(), problems);
        if (settings.authentication() instanceof Authentication.Signature signature
                && signature.secrets().isEmpty()) {
            problems.add(new Prepared.Problem("secrets", 1, 1, "at least one is needed"));
        }
        if (!problems.isEmpty()) {
            return new Prepared.Faulty(problems);
        }
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new JsonSource(settings.entry(), Authenticator.of(settings.authentication()), mapping),
                new AuthenticatedSigner(settings.authentication()));
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Set<String> proofHeaders() {
        return proofHeaders;
    }

    @Override
    public Proof prove(Request request) {
        return authenticator.prove(request);
    }

    @Override
    public boolean takesPath() {
        return !authenticator.path().isEmpty();
    }

    @Override
    public Reading read(Request request) {
        Map<String, String> headers = new HeaderNames(request.headers().asMap());
        return switch (request.json()) {
            case JsonResult.Read(List<?> batch) -> batch(batch, headers, request);
            case JsonResult.Read(Object body) -> Reading.Events.of(item(body, request.body(), headers, request));
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading batch(List<?> batch, Map<String, String> headers, Request request) {
        if (batch.isEmpty() || batch.size() > MOST_EVENTS) {
            return new Reading.Unreadable("a batch has 1 to " + MOST_EVENTS + " events");
        }
        List<Item> items = new ArrayList<>(batch.size());
        for (Object body : batch) {
            items.add(item(body, null, headers, request));
        }
        return new Reading.Events(items, true);
    }

    /** @param bytes the element as it was sent, if it was sent alone */
    private Item item(@Nullable Object body, byte @Nullable [] bytes, Map<String, String> headers, Request request) {
        Map<String, Object> variables = Mapping.variables(body, headers);
        EventDraft draft = new EventDraft(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.sourceIdOr(mapping.id(variables), () -> hash(bytes != null ? bytes : JsonWriter.bytesOf(body)));
        mapping.read(variables, draft);
        return draft.finish();
    }

    private static String hash(byte[] bytes) {
        return Digests.base64Url(Digests.sha256().digest(bytes), 16);
    }
}
