package dev.tidegate.connector;

import dev.tidegate.domain.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How an ESP takes several messages in one request, each with an outcome of its own. Pure, like a {@link Connector}. */
public interface Batching {
    /** So many messages at most. */
    int most();

    /**
     * Whether the message may go along with others.
     *
     * @param attempt at the message, counted from 1
     */
    boolean takes(Message message, int attempt);

    /** How long lies between two such requests at least, of all processes together; nothing where they may be as frequent as others. */
    default Duration interval() {
        return Duration.ZERO;
    }

    /**
     * The request that hands over the messages, of which each {@link #takes may go along}.
     *
     * @param messages at least two
     * @param now when the attempt is made
     */
    EspRequest request(List<Message> messages, Instant now);

    /** What the answer to such a request means for each message, in their order. */
    List<Outcome> read(EspAnswer answer, List<Message> messages);
}
