package dev.tidegate.connector.klaviyo;

import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages as bodies of Klaviyo's 'create event' and 'bulk create events'. */
final class KlaviyoEventWriter {
    private KlaviyoEventWriter() {}

    static byte[] write(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("data").startObject().name("type").value("event");
        out.name("attributes").startObject();
        attributes(out, message);
        profile(out, message);
        return out.endObject().endObject().endObject().toBytes();
    }

    /** Each event with a profile of its own. */
    static byte[] job(List<Message> messages) {
        JsonWriter out = new JsonWriter(65_536).startObject();
        out.name("data").startObject().name("type").value("event-bulk-create-job");
        out.name("attributes").startObject();
        out.name("events-bulk-create").startObject().name("data").startList();
        messages.forEach(message -> entry(out, message));
        out.endList().endObject();
        return out.endObject().endObject().endObject().toBytes();
    }

    private static void entry(JsonWriter out, Message message) {
        out.startObject().name("type").value("event-bulk-create");
        out.name("attributes").startObject();
        profile(out, message);
        out.name("events").startObject().name("data").startList();
        out.startObject().name("type").value("event");
        out.name("attributes").startObject();
        attributes(out, message);
        out.endObject().endObject();
        out.endList().endObject();
        out.endObject().endObject();
    }

    private static void attributes(JsonWriter out, Message message) {
        out.name("properties").value(Echo.withProperties(message));
        out.name("time").value(Timestamps.format(message.releasedAt()));
        value(out, message.properties().get("value"), message.properties().get("currency"));
        out.name("unique_id").value(message.id().value());
        out.name("metric").startObject().name("data").startObject().name("type").value("metric");
        out.name("attributes").startObject().name("name").value(message.as()).endObject();
        out.endObject().endObject();
    }

    private static void profile(JsonWriter out, Message message) {
        out.name("profile")
                .startObject()
                .name("data")
                .startObject()
                .name("type")
                .value("profile");
        out.name("attributes").startObject();
        KlaviyoProfileWriter.attributes(out, message);
        out.endObject().endObject().endObject();
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
}
