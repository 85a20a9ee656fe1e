package dev.tidegate.queue;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.FencedOps;
import org.jspecify.annotations.Nullable;

/** Where released messages go, as part of the step that releases them. */
public interface Outgoing {
    /**
     * Adds what puts a message into its destination's outbox.
     *
     * @param cooldown the cooldown that the message started, given back if it finally fails
     */
    void release(FencedOps.Group group, int partition, Message message, @Nullable HeldCooldown cooldown);

    /** Adds what keeps a message released earlier from further attempts. */
    void withdraw(FencedOps.Group group, int partition, MessageId message, String reason);

    /** There are new messages for a destination. */
    void ring(int partition, String destination);

    /** A cooldown key and the value by which its holder is known. */
    record HeldCooldown(String key, String holder) {}
}
