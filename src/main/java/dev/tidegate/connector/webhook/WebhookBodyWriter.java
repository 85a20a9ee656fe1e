package dev.tidegate.connector.webhook;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes a message as the body that a {@code webhook} destination receives; what is not known of the customer is left out. */
final class WebhookBodyWriter {
    private WebhookBodyWriter() {}

    static byte[] write(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("type").value(message.as());
        out.name("timestamp").value(Timestamps.format(message.releasedAt()));
        out.name("data").startObject();
        out.name("message_id").value(message.id().value());
        out.name("trigger").value(message.trigger());
        out.name("step").value(message.step());
        out.name("customer");
        customer(out, message);
        out.name("properties").value(message.properties());
        out.name("event").raw(EventCodec.encode(message.event()).bytes());
        return out.endObject().endObject().toBytes();
    }

    private static void customer(JsonWriter out, Message message) {
        Message.Recipient recipient = message.recipient();
        out.startObject();
        out.name("profile_id").value(message.profile().value());
        optional(out, "customer_id", recipient.customerId());
        optional(out, "email", recipient.email());
        optional(out, "phone", recipient.phone());
        optional(out, "first_name", recipient.firstName());
        optional(out, "locale", recipient.locale());
        out.endObject();
    }

    private static void optional(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).value(value);
        }
    }
}
