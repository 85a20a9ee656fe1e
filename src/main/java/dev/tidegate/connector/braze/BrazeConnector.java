package dev.tidegate.connector.braze;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Braze as an event on the user, from which campaigns and canvases there start, or triggers one campaign or
 * canvas for one user. Braze takes each as often as it is told. What a key may do is set for each endpoint, so that there is
 * no harmless request that every key may make.
 */
public final class BrazeConnector implements Connector {
    static final String TRACK = "/users/track";

    private final JsonApi api;

    public BrazeConnector(URI baseUrl, Secret apiKey) {
        this.api = JsonApi.bearer(baseUrl, apiKey);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return switch (MessageNeeds.via(message, ConnectorSettings.Braze.VIAS)) {
            case CAMPAIGN -> api.post("/campaigns/trigger/send", BrazeWriter.campaign(message), attempt);
            case CANVAS -> api.post("/canvas/trigger/send", BrazeWriter.canvas(message), attempt);
            default -> api.post(TRACK, BrazeWriter.events(List.of(message)), attempt);
        };
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return BrazeAnswerReader.read(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    @Override
    public Batching batching() {
        return new BrazeBatching(api);
    }

    @Override
    public @Nullable Duration rest(EspAnswer answer) {
        return LimitHeaders.rest(answer);
    }
}
