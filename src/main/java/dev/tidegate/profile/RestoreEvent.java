package dev.tidegate.profile;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.Profile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gateway's own event that brings back what a profile told of the person at an earlier time: fields and addresses. What
 * the customer did or agreed to since then stands, and so does who they are.
 */
public final class RestoreEvent {
    private static final String SOURCE = "operator";
    private static final String FIELDS = "fields";
    private static final String EMAILS = "emails";
    private static final String PHONES = "phones";

    private RestoreEvent() {}

    public static Event of(Profile past, Instant now) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("version", past.version());
        properties.put(FIELDS, past.fields());
        properties.put(EMAILS, past.emails());
        properties.put(PHONES, past.phones());
        String sourceId = "restore:" + past.id() + ":" + past.version() + ":" + now.toEpochMilli();
        return new Event(
                EventId.of(SOURCE, sourceId),
                SOURCE,
                EventTypes.PROFILE_RESTORED,
                now,
                now,
                sourceId,
                Customer.ofProfile(past.id()),
                properties,
                Map.of(),
                List.of());
    }

    /** Whether the event is one; no sender's can be. */
    static boolean isOne(Event event) {
        return event.type().equals(EventTypes.PROFILE_RESTORED)
                && event.customer().profile() != null;
    }

    static Map<?, ?> fields(Event event) {
        return event.properties().get(FIELDS) instanceof Map<?, ?> fields ? fields : Map.of();
    }

    static List<String> emails(Event event) {
        return texts(event, EMAILS);
    }

    static List<String> phones(Event event) {
        return texts(event, PHONES);
    }

    private static List<String> texts(Event event, String name) {
        return event.properties().get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }
}
