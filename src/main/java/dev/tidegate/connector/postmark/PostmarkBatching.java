package dev.tidegate.connector.postmark;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.time.Instant;
import java.util.List;

/** Several mails in one request to Postmark ({@code POST /email/batchWithTemplates}), each with a result of its own. */
final class PostmarkBatching implements Batching {
    /** Postmark takes 500; but of so many results, each up to a kilobyte, an answer could be too long to be read whole. */
    private static final int MOST = 50;

    /** Postmark takes 50 MB; so much need not be held for one request. */
    private static final int MOST_BYTES = 10_000;

    private final JsonApi api;
    private final PostmarkMailWriter writer;

    PostmarkBatching(JsonApi api, PostmarkMailWriter writer) {
        this.api = api;
        this.writer = writer;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean takes(Message message, int attempt) {
        return (message.via() == null || message.via() == Via.TEMPLATE)
                && MessageNeeds.hasEmail(message)
                && writer.write(message).length <= MOST_BYTES;
    }

    @Override
    public EspRequest.Http request(List<Message> messages, Instant now) {
        return api.post("/email/batchWithTemplates", writer.write(messages));
    }

    @Override
    public List<Outcome> read(EspAnswer answer, List<Message> messages) {
        return PostmarkAnswerReader.read(answer, messages.size());
    }
}
