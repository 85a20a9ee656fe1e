package dev.tidegate.connector.mandrill;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Mandrill as mails from a template ({@code POST /api/1.0/messages/send-template}), which it takes as often
 * as it is told.
 */
public final class MandrillConnector implements Connector {
    private final JsonApi api;
    private final MandrillWriter writer;

    /** @param from null for what each template says */
    public MandrillConnector(URI baseUrl, Secret apiKey, @Nullable Sender from) {
        this.api = JsonApi.open(baseUrl);
        this.writer = new MandrillWriter(apiKey, from);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/api/1.0/messages/send-template.json", writer.mail(message), attempt);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return MandrillAnswerReader.read(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    /** Mandrill only knows POST. */
    @Override
    public EspRequest.Http verification() {
        return api.post("/api/1.0/users/ping2.json", writer.ping());
    }
}
