package dev.tidegate.connector.postmark;

import dev.tidegate.connector.Batching;
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
 * Hands messages to Postmark as mails from a template ({@code POST /email/withTemplate}), which it takes as often as it is
 * told.
 */
public final class PostmarkConnector implements Connector {
    private final JsonApi api;
    private final PostmarkMailWriter writer;

    /** @param messageStream null for the server's default transactional one */
    public PostmarkConnector(URI baseUrl, Secret serverToken, Sender from, @Nullable String messageStream) {
        this.api = JsonApi.keyed(baseUrl, "x-postmark-server-token", serverToken.reveal());
        this.writer = new PostmarkMailWriter(from, messageStream);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return api.post("/email/withTemplate", writer.write(message), attempt);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return PostmarkAnswerReader.read(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    @Override
    public Batching batching() {
        return new PostmarkBatching(api, writer);
    }

    @Override
    public EspRequest.Http verification() {
        return api.get("/server");
    }
}
