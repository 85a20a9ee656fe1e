package dev.tidegate.connector.klaviyo;

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
 * Hands messages to Klaviyo as events ({@code POST /api/events}), from which its flows start. Klaviyo records only the
 * first event with the same {@code unique_id}, profile and metric; all three stay the same over the attempts.
 */
public final class KlaviyoConnector implements Connector {
    /** Klaviyo's own address. */
    public static final URI BASE_URL = URI.create("https://a.klaviyo.com");

    /** The version of the API that this connector was written and checked against. */
    static final String REVISION = "2026-07-15";

    static final String MEDIA_TYPE = "application/vnd.api+json";

    private final JsonApi api;

    public KlaviyoConnector(URI baseUrl, Secret apiKey) {
        this.api = new JsonApi(
                baseUrl,
                MEDIA_TYPE,
                Map.of("authorization", "Klaviyo-API-Key " + apiKey.reveal(), "revision", REVISION));
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/api/events", KlaviyoEventWriter.write(message), attempt);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return answer.status() == 410
                ? new Outcome.Gone("HTTP 410: Klaviyo has retired revision " + REVISION + " of its API")
                : ErrorClasses.ofAccount(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return true;
    }

    @Override
    public @Nullable Duration rest(EspAnswer answer) {
        return LimitHeaders.rest(answer);
    }

    /** Needs the key's scope {@code accounts:read}. */
    @Override
    public EspRequest.Http verification() {
        return api.get("/api/accounts");
    }
}
