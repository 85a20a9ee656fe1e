package dev.tidegate.connector.mailgun;

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

/**
 * Hands messages to Mailgun as mails from a template ({@code POST /v3/{domain}/messages}), which it takes as often as it is
 * told. A key for sending may do nothing else, so that there is no harmless request that every key may make.
 */
public final class MailgunConnector implements Connector {
    private final JsonApi api;
    private final String path;
    private final MailgunFormWriter writer;

    public MailgunConnector(URI baseUrl, Secret apiKey, String domain, Sender from) {
        this.api = JsonApi.basic(baseUrl, "api", apiKey).sending(MailgunFormWriter.MEDIA_TYPE);
        this.path = "/v3/" + JsonApi.segment(domain) + "/messages";
        this.writer = new MailgunFormWriter(from);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post(path, writer.write(message), attempt);
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
}
