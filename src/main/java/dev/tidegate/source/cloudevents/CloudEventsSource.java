package dev.tidegate.source.cloudevents;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Greeting;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.AuthenticatedSigner;
import dev.tidegate.source.signature.Authenticator;
import dev.tidegate.source.standard.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents over HTTP: one in the headers with its data as body ({@code binary}), one as JSON ({@code structured}), or a list
 * ({@code batched}). Nothing is signed; how the sender proves itself is configured.
 */
public final class CloudEventsSource implements Source {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCHED = "application/cloudevents-batch+json";
    private static final String AUTHORIZATION = "Authorization";
    private static final String TOKEN = "access_token";
    private static final int MOST_EVENTS = 1_000;

    private final SourceSettings.CloudEvents settings;
    private final SourceSettings.Entry entry;
    private final Authenticator authenticator;
    private final Set<String> proofHeaders;

    private CloudEventsSource(SourceSettings.CloudEvents settings) {
        this.settings = settings;
        this.entry = settings.entry();
        this.authenticator = Authenticator.of(settings.authentication());
        this.proofHeaders = authenticator.proofHeaders();
    }

    public static Prepared prepare(SourceSettings.CloudEvents settings) {
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new CloudEventsSource(settings),
                new CloudEventsSigner(new AuthenticatedSigner(settings.authentication())));
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
    public boolean takesPath() {
        return !authenticator.path().isEmpty();
    }

    /** A sender that means to send asks first whether it may. */
    @Override
    public @Nullable Greeting greet(String method, Headers headers, String query) {
        return method.equals("OPTIONS") ? Handshake.answer(headers) : null;
    }

    /** A bearer token may stand in the query too, where a sender can set no headers. */
    @Override
    public Proof prove(Request request) {
        if (isBearer(settings.authentication())
                && request.headers().all(AUTHORIZATION).isEmpty()) {
            String token = token(request.arrival().query());
            if (token != null) {
                Headers said = Headers.of(Map.of(AUTHORIZATION, "Bearer " + token));
                return authenticator.prove(new Request(said, request.body(), request.arrival()));
            }
        }
        return authenticator.prove(request);
    }

    @Override
    public Reading read(Request request) {
        String type = mediaType(request.headers());
        return switch (type) {
            case BATCHED -> batch(request);
            case STRUCTURED -> structured(request);
            default -> binary(request);
        };
    }

    private Reading batch(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(List<?> list) -> {
                if (list.isEmpty() || list.size() > MOST_EVENTS) {
                    yield new Reading.Unreadable("a batch has 1 to " + MOST_EVENTS + " events");
                }
                List<Item> items = new ArrayList<>(list.size());
                for (Object element : list) {
                    items.add(item(CloudEvent.structured(element), request));
                }
                yield new Reading.Events(items, true);
            }
            case JsonResult.Read ignored -> new Reading.Unreadable("a batch is a JSON list");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading structured(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> Reading.Events.of(item(CloudEvent.structured(body), request));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading binary(Request request) {
        if (request.headers().first("ce-specversion") == null) {
            return new Reading.Unreadable("no CloudEvent: neither ce- headers nor the type " + STRUCTURED);
        }
        if (request.body().length == 0) {
            return Reading.Events.of(item(CloudEvent.binary(request.headers(), null), request));
        }
        return switch (request.json()) {
            case JsonResult.Read(Object data) ->
                Reading.Events.of(item(CloudEvent.binary(request.headers(), data), request));
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Item item(CloudEvent event, Request request) {
        return event.read(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()), settings.typePrefix());
    }

    private static boolean isBearer(@Nullable Authentication authentication) {
        return authentication instanceof Authentication.Bearer
                || authentication instanceof Authentication.From(var blocks, Authentication also) && isBearer(also);
    }

    private static String mediaType(Headers headers) {
        String type = Objects.requireNonNullElse(headers.first("Content-Type"), "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The token in the query; none where it stands there twice. */
    private static @Nullable String token(String query) {
        String token = null;
        for (String part : query.split("&", -1)) {
            if (part.startsWith(TOKEN + "=")) {
                if (token != null) {
                    return null;
                }
                token = Percent.decode(part.substring(TOKEN.length() + 1));
            }
        }
        return token;
    }
}
