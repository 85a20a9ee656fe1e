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
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Iterable as events on the user ({@code POST /api/events/track}), from which journeys start. A later event
 * with the same {@code id} takes the place of the first.
 */
public final class IterableConnector implements Connector {
    private final JsonApi api;

    public IterableConnector(URI baseUrl, Secret apiKey) {
        this.api = JsonApi.keyed(baseUrl, "api-key", apiKey.reveal());
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/api/events/track", IterableEventWriter.write(message), attempt);
    }

    /** A 2xx with a code other than success did not take the event; one that cannot be read did. */
    @Override
    public Outcome read(EspAnswer answer) {
        Outcome byStatus = ErrorClasses.ofAccount(answer);
        return byStatus instanceof Outcome.Delivered
                        && AnswerReader.object(answer).get("code") instanceof String code
                        && !code.equals("Success")
                ? new Outcome.Refused("HTTP " + answer.status() + " with an error: Iterable did not take it")
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
