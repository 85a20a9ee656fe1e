package dev.tidegate.connector.smtp;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template can name. */
final class MailVariables {
    private MailVariables() {}

    static Map<String, Object> of(Message message, CustomerLinks links) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("message_id", message.id().value());
        variables.put("trigger", message.trigger());
        variables.put("properties", message.properties());
        variables.put("customer", customer(message));
        variables.put("event", event(message.event()));
        put(variables, "unsubscribe_url", links.unsubscribe(message.profile()));
        put(variables, "preferences_url", links.preferences(message.profile()));
        return variables;
    }

    private static Map<String, Object> customer(Message message) {
        Message.Recipient recipient = message.recipient();
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("profile_id", message.profile().value());
        put(customer, "customer_id", recipient.customerId());
        put(customer, "email", recipient.email());
        put(customer, "phone", recipient.phone());
        put(customer, "first_name", recipient.firstName());
        put(customer, "last_name", recipient.lastName());
        put(customer, "locale", recipient.locale());
        return customer;
    }

    private static Map<String, Object> event(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", event.id().value());
        fields.put("source", event.source());
        fields.put("type", event.type());
        fields.put("occurred_at", Timestamps.format(event.occurredAt()));
        fields.put("properties", event.properties());
        fields.put("context", event.context());
        return fields;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
