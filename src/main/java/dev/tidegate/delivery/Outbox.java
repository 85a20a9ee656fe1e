package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages into their destination's outbox as part of the step that releases them. A message has no lifetime until it is
 * finished: what was released is not lost, however long its destination is away.
 */
public final class Outbox {
    private final Keys keys;

    public Outbox(Keys keys) {
        this.keys = keys;
    }

    /**
     * Adds the message to the step.
     *
     * @param cooldown what the message started and gives back if it finally fails
     */
    public void add(FencedOps.Group group, int partition, Message message, @Nullable HeldCooldown cooldown) {
        byte[] id = Fields.text(message.id().value());
        byte[] released = Fields.number(message.releasedAt().toEpochMilli());
        Key hash = keys.message(partition, message.id());
        group.op("HSET", hash, fields(message, released, cooldown));
        group.op("SET", keys.body(partition, message.id()), MessageCodec.encode(message));
        group.op("ZADD", keys.outbox(partition, message.destination()), released, id);
        group.op("ZADD", keys.messages(partition), released, id);
    }

    /** Adds to the step that the message is not to be attempted any more; it is still there to be explained. */
    public void withdraw(FencedOps.Group group, int partition, MessageId message, String reason) {
        group.opIfExists("HSET", keys.message(partition, message), Fields.CANCELLED, Fields.text(reason));
    }

    /**
     * A cooldown that a message started.
     *
     * @param key where it is kept
     * @param holder the value by which it is known
     * @param others the messages that started it together with this one; it is given back when all of them failed
     */
    public record HeldCooldown(String key, String holder, List<MessageId> others) {
        public HeldCooldown {
            others = List.copyOf(others);
        }
    }

    private static byte[][] fields(Message message, byte[] released, @Nullable HeldCooldown cooldown) {
        List<byte[]> fields = new ArrayList<>(24);
        add(fields, Fields.STATUS, Fields.QUEUED);
        add(fields, Fields.ATTEMPTS, Fields.ZERO);
        add(fields, Fields.RELEASED, released);
        add(fields, Fields.GIVE_UP_FROM, released);
        add(fields, Fields.DESTINATION, Fields.text(message.destination()));
        add(fields, Fields.TRIGGER, Fields.text(message.trigger()));
        add(fields, Fields.STEP, Fields.number(message.step()));
        add(fields, Fields.PROFILE, Fields.text(message.profile().value()));
        add(fields, Fields.EVENT, Fields.text(message.event().id().value()));
        Instant expiresAt = message.expiresAt();
        if (expiresAt != null) {
            add(fields, Fields.EXPIRES, Fields.number(expiresAt.toEpochMilli()));
        }
        if (cooldown != null) {
            add(fields, Fields.COOLDOWN_KEY, Fields.text(cooldown.key()));
            add(fields, Fields.COOLDOWN_HOLDER, Fields.text(cooldown.holder()));
            if (!cooldown.others().isEmpty()) {
                String others = cooldown.others().stream().map(MessageId::value).collect(Collectors.joining(" "));
                add(fields, Fields.COOLDOWN_OTHERS, Fields.text(others));
            }
        }
        return fields.toArray(byte[][]::new);
    }

    private static void add(List<byte[]> fields, byte[] name, byte[] value) {
        fields.add(name);
        fields.add(value);
    }
}
