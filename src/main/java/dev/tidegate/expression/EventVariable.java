package dev.tidegate.expression;

import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import java.util.HashMap;
import java.util.Map;

/**
 * The variable {@code event}: a canonical event under the names of the contract. {@code occurred_at} and {@code
 * received_at} are timestamps; {@code consent} maps a channel to {@code granted} or {@code denied} as this event says.
 */
public final class EventVariable {
    private static final Fields<Customer> CUSTOMER = Fields.<Customer>of("Customer")
            .field("customer_id", Type.Simple.STRING, Customer::customerId)
            .field("id_space", Type.Simple.STRING, Customer::idSpace)
            .field("email", Type.Simple.STRING, Customer::email)
            .field("phone", Type.Simple.STRING, Customer::phone)
            .field("anonymous_id", Type.Simple.STRING, Customer::anonymousId)
            .build();

    private static final Fields<Event> EVENT = Fields.<Event>of("Event")
            .field("id", Type.Simple.STRING, event -> event.id().value())
            .field("source", Type.Simple.STRING, Event::source)
            .field("source_id", Type.Simple.STRING, Event::sourceId)
            .field("type", Type.Simple.STRING, Event::type)
            .field("occurred_at", Type.Simple.TIMESTAMP, Event::occurredAt)
            .field("received_at", Type.Simple.TIMESTAMP, Event::receivedAt)
            .field("customer", CUSTOMER.type(), event -> CUSTOMER.view(event.customer()))
            .field("properties", new Type.MapOf(Type.Simple.ANY), Event::properties)
            .field("context", new Type.MapOf(Type.Simple.ANY), Event::context)
            .field("consent", new Type.MapOf(Type.Simple.STRING), EventVariable::consent)
            .build();

    public static final Type TYPE = EVENT.type();

    private EventVariable() {}

    /** The event as expressions see it. */
    public static Map<String, Object> of(Event event) {
        return EVENT.view(event);
    }

    private static Map<String, String> consent(Event event) {
        Map<String, String> states = new HashMap<>();
        for (ConsentChange change : event.consents()) {
            states.put(change.channel().label(), change.state().label());
        }
        return states;
    }
}
