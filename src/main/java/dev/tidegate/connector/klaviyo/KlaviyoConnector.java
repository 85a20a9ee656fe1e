package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private final URI url;
    private final String authorization;

    public KlaviyoConnector(URI baseUrl, Secret apiKey) {
        this.url = URI.create(baseUrl.toString().replaceFirst("/+$", "") + "/api/events");
        this.authorization = "Klaviyo-API-Key " + apiKey.reveal();
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("authorization", authorization);
        headers.put("revision", REVISION);
        headers.put("content-type", MEDIA_TYPE);
        headers.put("accept", MEDIA_TYPE);
        headers.put(EspRequest.ATTEMPT, Integer.toString(attempt));
        return new EspRequest.Http("POST", url, headers, KlaviyoEventWriter.write(message));
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return ErrorClasses.ofAccount(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return true;
    }
}
