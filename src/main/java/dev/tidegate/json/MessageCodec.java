package dev.tidegate.json;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Via;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as it is stored in the outbox. */
public final class MessageCodec {
    private static final long FORMAT = 1;

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("f").value(FORMAT);
        out.name("id").value(message.id().value());
        out.name("trigger").value(message.trigger());
        out.name("step").value(message.step());
        out.name("destination").value(message.destination());
        out.name("as").value(message.as());
        if (message.via() != null) {
            out.name("via").value(message.via().label());
        }
        out.name("profile").value(message.profile().value());
        Message.Recipient recipient = message.recipient();
        out.name("recipient").startObject();
        optional(out, "customer_id", recipient.customerId());
        optional(out, "email", recipient.email());
        optional(out, "phone", recipient.phone());
        optional(out, "first_name", recipient.firstName());
        optional(out, "last_name", recipient.lastName());
        optional(out, "locale", recipient.locale());
        out.endObject();
        out.name("properties").value(message.properties());
        out.name("event").raw(EventCodec.encode(message.event()).bytes());
        out.name("class").value(message.messageClass().label());
        out.name("channel").value(message.channel().label());
        if (message.placed()) {
            out.name("placed").value(true);
        }
        out.name("due_at").value(Timestamps.format(message.dueAt()));
        out.name("released_at").value(Timestamps.format(message.releasedAt()));
        Instant expiresAt = message.expiresAt();
        if (expiresAt != null) {
            out.name("expires_at").value(Timestamps.format(expiresAt));
        }
        return out.endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static Message decode(byte[] json) {
        Stored stored = Stored.read(json);
        if (stored.number("f") != FORMAT) {
            throw new IllegalArgumentException("a stored message is of another format");
        }
        Stored recipient = stored.object("recipient");
        return new Message(
                new MessageId(stored.text("id")),
                stored.text("trigger"),
                stored.integer("step"),
                stored.text("destination"),
                stored.text("as"),
                stored.has("via") ? stored.constant(Via.class, "via") : null,
                new ProfileId(stored.text("profile")),
                new Message.Recipient(
                        recipient.textOrNull("customer_id"),
                        recipient.textOrNull("email"),
                        recipient.textOrNull("phone"),
                        recipient.textOrNull("first_name"),
                        recipient.textOrNull("last_name"),
                        recipient.textOrNull("locale")),
                stored.map("properties"),
                EventCodec.event(stored.object("event")),
                stored.constant(MessageClass.class, "class"),
                stored.constant(Channel.class, "channel"),
                stored.has("placed"),
                stored.instant("due_at"),
                stored.instant("released_at"),
                stored.instantOrNull("expires_at"));
    }

    private static void optional(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).value(value);
        }
    }
}
