package dev.tidegate.connector.sendgrid;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands messages to SendGrid as mails from a dynamic template ({@code POST /v3/mail/send}), which it takes as often as it is told. */
public final class SendGridConnector implements Connector {
    private final JsonApi api;
    private final SendGridMailWriter writer;

    public SendGridConnector(URI baseUrl, Secret apiKey, Sender from) {
        this.api = JsonApi.bearer(baseUrl, apiKey);
        this.writer = new SendGridMailWriter(from);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/v3/mail/send", writer.write(message), attempt);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return ErrorClasses.ofAccount(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    @Override
    public @Nullable Duration rest(EspAnswer answer) {
        return LimitHeaders.rest(answer);
    }

    /** Every key may ask what it may do. */
    @Override
    public EspRequest.Http verification() {
        return api.get("/v3/scopes");
    }
}
