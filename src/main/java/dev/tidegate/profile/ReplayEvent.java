package dev.tidegate.profile;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own event that has a recorded one told to its customer again, as it is mapped now. On its way to the profile it
 * is nothing that a trigger looks at.
 */
public final class ReplayEvent {
    /** No source's: a name in the settings cannot hold this sign. */
    private static final String SOURCE = "=replay";

    private static final List<String> BASKETS = List.of("checkout_token", "cart_token");
    private static final String EVENT = "event";
    private static final String KNOWN = "known";
    private static final String PROFILE = "profile";
    private static final String AT = "at";
    private static final String COUNTED = "counted";
    private static final String FIELDS = "fields";

    private ReplayEvent() {}

    /** @param job within which the event is replayed once */
    public static Event of(Replayed replayed, String job, Instant now) {
        Event event = replayed.event();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String basket : BASKETS) {
            Object token = event.properties().get(basket);
            if (token != null) {
                properties.put(basket, token);
            }
        }
        properties.put(EVENT, new String(EventCodec.encode(event).bytes(), StandardCharsets.UTF_8));
        properties.put(KNOWN, replayed.known());
        Replayed.Before before = replayed.before();
        if (before != null) {
            properties.put(PROFILE, before.profile().value());
            properties.put(AT, before.at().toEpochMilli());
            properties.put(COUNTED, before.counted().text());
            properties.put(FIELDS, before.fields());
        }
        String sourceId = job + ":" + event.id();
        return new Event(
                EventId.of(SOURCE, sourceId),
                SOURCE,
                EventTypes.EVENT_REPLAYED,
                now,
                now,
                sourceId,
                customer(event, before),
                properties,
                Map.of(),
                List.of());
    }

    /** Who names nobody is the one that they were before. */
    private static Customer customer(Event event, Replayed.@Nullable Before before) {
        return namesNobody(event) && before != null ? Customer.ofProfile(before.profile()) : event.customer();
    }

    /** Whether the event is of a customer that it does not name in any way. */
    public static boolean namesNobody(Event event) {
        Customer customer = event.customer();
        return customer.customerId() == null
                && customer.email() == null
                && customer.phone() == null
                && customer.anonymousId() == null
                && BASKETS.stream().allMatch(basket -> event.properties().get(basket) == null);
    }

    /** Whether the event is one; no sender's can be. */
    public static boolean isOne(Event event) {
        return event.source().equals(SOURCE) && event.type().equals(EventTypes.EVENT_REPLAYED);
    }

    /**
     * What is to be told again.
     *
     * @throws IllegalArgumentException if it is in the format of a newer version
     */
    public static Replayed read(Event replay) {
        Map<String, Object> properties = replay.properties();
        Event event = EventCodec.decode(String.valueOf(properties.get(EVENT)).getBytes(StandardCharsets.UTF_8));
        return new Replayed(event, Boolean.TRUE.equals(properties.get(KNOWN)), before(properties));
    }

    private static Replayed.@Nullable Before before(Map<String, Object> properties) {
        if (!(properties.get(PROFILE) instanceof String profile) || !(properties.get(AT) instanceof Long at)) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (properties.get(FIELDS) instanceof Map<?, ?> told) {
            told.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Replayed.Before(
                new ProfileId(profile),
                Instant.ofEpochMilli(at),
                Counted.parse(String.valueOf(properties.get(COUNTED))),
                fields);
    }
}
