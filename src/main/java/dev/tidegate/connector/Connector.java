package dev.tidegate.connector;

import dev.tidegate.domain.Message;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
     * Whether the ESP takes this message only once when it is sent twice. Without that, a message that it may have taken is
     * not simply sent again.
     */
    boolean hasIdempotencyKey(Message message);

    /** How several messages go in one request, or null where each needs its own. */
    default @Nullable Batching batching() {
        return null;
    }

    /** How long the ESP wants to be left alone by what it says of its limits, beside the outcome; null if it does not. */
    default @Nullable Duration rest(EspAnswer answer) {
        return null;
    }

    /**
     * A request that changes nothing and shows whether the credentials are right, whose answer {@link #read} understands; null
     * where the ESP has none.
     */
    default @Nullable EspRequest verification() {
        return null;
    }
}
