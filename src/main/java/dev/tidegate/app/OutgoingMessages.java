package dev.tidegate.app;

import dev.tidegate.delivery.Outbox;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.queue.Outgoing;
import dev.tidegate.redis.FencedOps;
import org.jspecify.annotations.Nullable;

/** Lets the queue release messages without knowing how delivery stores them. */
record OutgoingMessages(Outbox outbox, Switchboard switchboard) implements Outgoing {
    @Override
    public void release(FencedOps.Group group, int partition, Message message, @Nullable HeldCooldown cooldown) {
        outbox.add(
                group,
                partition,
                message,
                cooldown == null
                        ? null
                        : new Outbox.HeldCooldown(cooldown.key(), cooldown.holder(), cooldown.others()));
    }

    @Override
    public void withdraw(FencedOps.Group group, int partition, MessageId message, String reason) {
        outbox.withdraw(group, partition, message, reason);
    }

    @Override
    public void ring(int partition, String destination) {
        switchboard.outbox(partition, destination);
    }
}
