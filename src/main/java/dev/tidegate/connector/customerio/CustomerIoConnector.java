package dev.tidegate.connector.customerio;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.Batching;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Customer.io as an event on the person, of which it takes only the first with the same {@code id}, or
 * sends a transactional message or a broadcast to one person, which it does as often as it is told.
 */
public final class CustomerIoConnector implements Connector {
    private final List<Via> vias;
    private final JsonApi track;
    private final @Nullable JsonApi app;

    public CustomerIoConnector(ConnectorSettings.CustomerIo settings) {
        this.vias = settings.vias();
        this.track = JsonApi.basic(settings.trackUrl(), settings.siteId(), settings.apiKey());
        this.app = settings.appApiKey() == null ? null : JsonApi.bearer(settings.appUrl(), settings.appApiKey());
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return switch (MessageNeeds.via(message, vias)) {
            case TRANSACTIONAL -> app().post("/v1/send/email", CustomerIoWriter.transactional(message), attempt);
            case BROADCAST ->
                app().post(
                                "/v1/campaigns/" + JsonApi.segment(message.as()) + "/triggers",
                                CustomerIoWriter.broadcast(message),
                                attempt);
            default ->
                track.post(
                        "/api/v1/customers/" + JsonApi.segment(CustomerIoWriter.person(message)) + "/events",
                        CustomerIoWriter.event(message),
                        attempt);
        };
    }

    /** 207 says that a part was not taken, and one message has no parts. */
    @Override
    public Outcome read(EspAnswer answer) {
        return answer.status() == 207 && AnswerReader.has(AnswerReader.object(answer), "errors")
                ? new Outcome.Refused("HTTP 207 with errors: Customer.io did not take it")
                : ErrorClasses.ofAccount(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return message.via() == null || message.via() == Via.EVENT;
    }

    @Override
    public Batching batching() {
        return new CustomerIoBatching(track);
    }

    /** Asks for the account's region, which tells of the Track API's key; the App API has nothing that every key may ask. */
    @Override
    public EspRequest.Http verification() {
        return track.get("/api/v1/accounts/region");
    }

    private JsonApi app() {
        return MessageNeeds.required(app, "key of the App API");
    }
}
