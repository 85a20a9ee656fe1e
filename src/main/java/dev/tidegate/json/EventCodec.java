package dev.tidegate.json;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canonical event as JSON: how it is stored, shown and sent on. */
public final class EventCodec {
    private EventCodec() {}

    /** The event as JSON, with the parts that make up its content first. */
    public static EncodedEvent encode(Event event) {
        JsonWriter out = new JsonWriter(1024);
        out.startObject();
        out.name("id").value(event.id().value());
        out.name("source").value(event.source());
        out.name("source_id").value(event.sourceId());
        out.name("type").value(event.type());
        out.name("customer");
        write(out, event.customer());
        out.name("properties").value(event.properties());
        int contentLength = out.size();
        out.name("occurred_at").value(Timestamps.format(event.occurredAt()));
        out.name("received_at").value(Timestamps.format(event.receivedAt()));
        out.name("context").value(event.context());
        if (!event.consents().isEmpty()) {
            out.name("consent");
            write(out, event.consents());
        }
        return new EncodedEvent(out.endObject().toBytes(), contentLength);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is something else, such as the format of a newer version
     */
    public static Event decode(byte[] json) {
        return event(Stored.read(json));
    }

    /** Reads an event that stands within another stored value. */
    public static Event event(Stored object) {
        Stored customer = object.object("customer");
        List<ConsentChange> consents = new ArrayList<>();
        for (Stored change : object.objects("consent")) {
            consents.add(new ConsentChange(
                    change.constant(Channel.class, "channel"),
                    change.constant(ConsentState.class, "state"),
                    change.instant("at")));
        }
        return new Event(
                new EventId(object.text("id")),
                object.text("source"),
                object.text("type"),
                object.instant("occurred_at"),
                object.instant("received_at"),
                object.text("source_id"),
                new Customer(
                        customer.textOrNull("customer_id"),
                        customer.text("id_space"),
                        customer.textOrNull("email"),
                        customer.textOrNull("phone"),
                        customer.textOrNull("anonymous_id")),
                object.map("properties"),
                object.map("context"),
                consents);
    }

    private static void write(JsonWriter out, Customer customer) {
        out.startObject();
        optional(out, "customer_id", customer.customerId());
        out.name("id_space").value(customer.idSpace());
        optional(out, "email", customer.email());
        optional(out, "phone", customer.phone());
        optional(out, "anonymous_id", customer.anonymousId());
        out.endObject();
    }

    private static void write(JsonWriter out, List<ConsentChange> consents) {
        out.startList();
        for (ConsentChange change : consents) {
            out.startObject();
            out.name("channel").value(change.channel().label());
            out.name("state").value(change.state().label());
            out.name("at").value(Timestamps.format(change.at()));
            out.endObject();
        }
        out.endList();
    }

    private static void optional(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).value(value);
        }
    }
}
