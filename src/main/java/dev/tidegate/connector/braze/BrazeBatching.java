package dev.tidegate.connector.braze;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.time.Instant;
import java.util.List;

/** Several events in one request to Braze, which names those that it does not take. */
final class BrazeBatching implements Batching {
    private static final int MOST = 75;

    /** Braze takes 4 MB; so many of these always fit. */
    private static final int MOST_BYTES = 10_000;

    private final JsonApi api;

    BrazeBatching(JsonApi api) {
        this.api = api;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean takes(Message message, int attempt) {
        return (message.via() == null || message.via() == Via.EVENT)
                && BrazeWriter.knowsUser(message)
                && BrazeWriter.events(List.of(message)).length <= MOST_BYTES;
    }

    @Override
    public EspRequest.Http request(List<Message> messages, Instant now) {
        return api.post(BrazeConnector.TRACK, BrazeWriter.events(messages));
    }

    @Override
    public List<Outcome> read(EspAnswer answer, List<Message> messages) {
        return BrazeAnswerReader.read(answer, messages.size());
    }
}
