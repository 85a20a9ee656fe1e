package dev.tidegate.queue;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.FencedOps;
import java.util.List;
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

    /**
     * A cooldown that a message started.
     *
     * @param key where it is kept
     * @param holder the value by which it is known
     * @param others the messages that started it together with this one
     */
    record HeldCooldown(String key, String holder, List<MessageId> others) {
        public HeldCooldown {
            others = List.copyOf(others);
        }
    }
}
