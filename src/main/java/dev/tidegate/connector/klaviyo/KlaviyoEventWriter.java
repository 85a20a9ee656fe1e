package dev.tidegate.connector.klaviyo;

import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes a message as the body of Klaviyo's 'create event'. */
final class KlaviyoEventWriter {
    private KlaviyoEventWriter() {}

    static byte[] write(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("data").startObject().name("type").value("event");
        out.name("attributes").startObject();
        out.name("properties").value(Echo.withProperties(message));
        out.name("time").value(Timestamps.format(message.releasedAt()));
        value(out, message.properties().get("value"), message.properties().get("currency"));
        out.name("unique_id").value(message.id().value());
        out.name("metric").startObject().name("data").startObject().name("type").value("metric");
        out.name("attributes").startObject().name("name").value(message.as()).endObject();
        out.endObject().endObject();
        out.name("profile")
                .startObject()
                .name("data")
                .startObject()
                .name("type")
                .value("profile");
        out.name("attributes");
        profile(out, message.recipient());
        out.endObject().endObject();
        return out.endObject().endObject().endObject().toBytes();
    }

    /** Klaviyo takes a monetary value as a number, and its currency only beside one. */
    private static void value(JsonWriter out, @Nullable Object value, @Nullable Object currency) {
        if (!isFinite(value)) {
            return;
        }
        out.name("value").value(value);
        if (currency instanceof String code) {
            out.name("value_currency").value(code);
        }
    }

    private static boolean isFinite(@Nullable Object value) {
        return value instanceof Long
                || value instanceof BigDecimal
                || value instanceof Double number && Double.isFinite(number);
    }

    private static void profile(JsonWriter out, Message.Recipient recipient) {
        out.startObject();
        optional(out, "email", recipient.email());
        optional(out, "phone_number", recipient.phone());
        optional(out, "external_id", recipient.customerId());
        optional(out, "first_name", recipient.firstName());
        optional(out, "last_name", recipient.lastName());
        optional(out, "locale", recipient.locale());
        out.endObject();
    }

    private static void optional(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).value(value);
        }
    }
}
