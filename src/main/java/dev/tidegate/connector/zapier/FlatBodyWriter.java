package dev.tidegate.connector.zapier;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message as one flat object. The names are those of the {@code webhook} body joined by underscores: {@code
 * customer_email}, {@code properties_value}. A list of plain values is one text with commas; of a list of objects each has
 * its number in the names, counted from 1.
 */
final class FlatBodyWriter {
    private final JsonWriter out = new JsonWriter(2048);

    /** Different paths may give one name; the first has it. */
    private final Set<String> names = new HashSet<>();

    private FlatBodyWriter() {}

    static byte[] write(Message message) {
        return new FlatBodyWriter().body(message);
    }

    private byte[] body(Message message) {
        out.startObject();
        put("type", message.as());
        put("timestamp", Timestamps.format(message.releasedAt()));
        put("message_id", message.id().value());
        put("trigger", message.trigger());
        put("step", message.step());
        customer(message);
        put("properties", message.properties());
        event(message.event());
        return out.endObject().toBytes();
    }

    private void customer(Message message) {
        Message.Recipient recipient = message.recipient();
        put("customer_profile_id", message.profile().value());
        put("customer_customer_id", recipient.customerId());
        put("customer_email", recipient.email());
        put("customer_phone", recipient.phone());
        put("customer_first_name", recipient.firstName());
        put("customer_locale", recipient.locale());
    }

    private void event(Event event) {
        put("event_id", event.id().value());
        put("event_source", event.source());
        put("event_source_id", event.sourceId());
        put("event_type", event.type());
        put("event_occurred_at", Timestamps.format(event.occurredAt()));
        put("event_received_at", Timestamps.format(event.receivedAt()));
        Customer customer = event.customer();
        put("event_customer_customer_id", customer.customerId());
        put("event_customer_id_space", customer.idSpace());
        put("event_customer_email", customer.email());
        put("event_customer_phone", customer.phone());
        put("event_customer_anonymous_id", customer.anonymousId());
        put("event_properties", event.properties());
        put("event_context", event.context());
    }

    private void put(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, inner) -> put(name + "_" + key, inner));
            case List<?> list when list.stream().noneMatch(FlatBodyWriter::isNested) -> put(name, joined(list));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    put(name + "_" + (i + 1), list.get(i));
                }
            }
            default -> {
                if (names.add(name)) {
                    out.name(name).value(value);
                }
            }
        }
    }

    private static boolean isNested(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String joined(List<?> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            if (value != null) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(value instanceof BigDecimal number ? number.toPlainString() : value);
            }
        }
        return text.toString();
    }
}
