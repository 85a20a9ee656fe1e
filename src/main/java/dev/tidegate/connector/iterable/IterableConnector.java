package dev.tidegate.connector.iterable;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Iterable as events on the user ({@code POST /api/events/track}), from which journeys start. A later event
 * with the same {@code id} takes the place of the first.
 */
public final class IterableConnector implements Connector {
    /** Part of what Iterable says, under success, of an event whose name the project has disallowed. */
    private static final String DISALLOWED = "is disallowed from tracking";

    private final JsonApi api;

    public IterableConnector(URI baseUrl, Secret apiKey) {
        this.api = JsonApi.keyed(baseUrl, "api-key", apiKey.reveal());
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/api/events/track", IterableEventWriter.write(message), attempt);
    }

    /**
     * A 2xx with a code other than success did not take the event, nor did one that says that events of that name are not
     * wanted; one that cannot be read did.
     */
    @Override
    public Outcome read(EspAnswer answer) {
        Outcome byStatus = ErrorClasses.ofAccount(answer);
        if (!(byStatus instanceof Outcome.Delivered)) {
            return byStatus;
        }
        Map<?, ?> body = AnswerReader.object(answer);
        if (body.get("code") instanceof String code && !code.equals("Success")) {
            return new Outcome.Refused("HTTP " + answer.status() + " with an error: Iterable did not take it");
        }
        return body.get("msg") instanceof String text && text.contains(DISALLOWED)
                ? new Outcome.Refused("HTTP " + answer.status() + ": Iterable is set not to take events of this name")
                : byStatus;
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return true;
    }

    @Override
    public @Nullable Duration rest(EspAnswer answer) {
        return LimitHeaders.rest(answer);
    }

    @Override
    public EspRequest.Http verification() {
        return api.get("/api/channels");
    }
}
