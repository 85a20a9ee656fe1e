package dev.tidegate.connector;

import dev.tidegate.domain.Message;
import java.time.Instant;

/**
 * The port to an ESP: says how a message is asked of it and what its answers mean. A connector is pure; sending, limits
 * and retries are the same for all and live elsewhere.
 */
public interface Connector {
    /**
     * The request that hands over the message. Method, URL and body are the same to the byte on every attempt; only headers
     * may tell the attempts apart.
     *
     * @param attempt counted from 1
     * @param now when the attempt is made, for signatures that carry a time
     */
    EspRequest request(Message message, int attempt, Instant now);

    /** What the answer to such a request means for the message. */
    Outcome read(EspAnswer answer);

    /**
     * Whether the ESP takes a message that it is sent twice only once. Without that, a message that it may have taken is not
     * simply sent again.
     */
    boolean hasIdempotencyKey();
}
