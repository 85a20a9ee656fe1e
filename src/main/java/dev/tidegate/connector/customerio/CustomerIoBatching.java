package dev.tidegate.connector.customerio;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.PartlyTaken;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Several events in one request to Customer.io ({@code POST /api/v2/batch}), which names those that it does not take. An
 * event's {@code id} is the one that it has when it goes alone.
 */
final class CustomerIoBatching implements Batching {
    /** Customer.io takes 500 KB; so many of {@link #MOST_BYTES} always fit. */
    private static final int MOST = 50;

    private static final int MOST_BYTES = 9_900;

    private final JsonApi track;

    CustomerIoBatching(JsonApi track) {
        this.track = track;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean takes(Message message, int attempt) {
        return (message.via() == null || message.via() == Via.EVENT)
                && CustomerIoWriter.knowsPerson(message)
                && CustomerIoWriter.batch(List.of(message)).length <= MOST_BYTES;
    }

    @Override
    public EspRequest.Http request(List<Message> messages, Instant now) {
        return track.post("/api/v2/batch", CustomerIoWriter.batch(messages));
    }

    @Override
    public List<Outcome> read(EspAnswer answer, List<Message> messages) {
        return PartlyTaken.read(
                answer, messages.size(), "Customer.io", ErrorClasses.ofAccount(answer), CustomerIoBatching::places);
    }

    private static List<?> places(Object error) {
        return error instanceof Map<?, ?> map && map.get("batch_index") instanceof Long at ? List.of(at) : List.of();
    }
}
