package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Klaviyo as events, from which its flows start, or writes what a message says into the profile or its
 * subscription. Klaviyo records only the first event with the same {@code unique_id}, profile and metric; all three stay the
 * same over the attempts.
 */
public final class KlaviyoConnector implements Connector {
    /** Klaviyo's own address. */
    public static final URI BASE_URL = URI.create("https://a.klaviyo.com");

    /** The version of the API that this connector was written and checked against. */
    static final String REVISION = "2026-07-15";

    static final String MEDIA_TYPE = "application/vnd.api+json";

    private final JsonApi api;
    private final boolean bulk;

    /** @param bulk whether several events may go as one bulk job, of whose outcome nothing is heard */
    public KlaviyoConnector(URI baseUrl, Secret apiKey, boolean bulk) {
        this.api = new JsonApi(
                baseUrl,
                MEDIA_TYPE,
                Map.of("authorization", "Klaviyo-API-Key " + apiKey.reveal(), "revision", REVISION));
        this.bulk = bulk;
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return switch (MessageNeeds.via(message, ConnectorSettings.Klaviyo.VIAS)) {
            case PROFILE -> api.post("/api/profile-import", KlaviyoProfileWriter.write(message), attempt);
            case SUBSCRIBE ->
                api.post(
                        "/api/profile-subscription-bulk-create-jobs",
                        KlaviyoSubscriptionWriter.subscribe(message),
                        attempt);
            case UNSUBSCRIBE ->
                api.post(
                        "/api/profile-subscription-bulk-delete-jobs",
                        KlaviyoSubscriptionWriter.unsubscribe(message),
                        attempt);
            default -> api.post("/api/events", KlaviyoEventWriter.write(message), attempt);
        };
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return answer.status() == 410
                ? new Outcome.Gone("HTTP 410: Klaviyo has retired revision " + REVISION + " of its API")
                : ErrorClasses.ofAccount(answer);
    }

    /** A second subscription may ask for a second confirmation, or undo what the customer has said since; the others do no harm. */
    @Override
    public boolean hasIdempotencyKey(Message message) {
        return message.via() != Via.SUBSCRIBE;
    }

    @Override
    public @Nullable Batching batching() {
        return bulk ? new KlaviyoBulkJobs(api, this::read) : null;
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
