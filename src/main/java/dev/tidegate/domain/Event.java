package dev.tidegate.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One canonical event, whatever its source.
 *
 * <p>{@code properties} and {@code context} hold only {@link String}, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger}, {@link java.math.BigDecimal}, lists and maps of these, and {@code null}; money is never a double.
 *
 * @param source the configured name of the source
 * @param type lower case with underscores, such as {@code checkout_started}
 * @param occurredAt when it happened at the sender, UTC
 * @param receivedAt when the gateway had the whole request, UTC
 * @param sourceId the sender's delivery or event id
 * @param consents what the event says about consent
 */
public record Event(
        EventId id,
        String source,
        String type,
        Instant occurredAt,
        Instant receivedAt,
        String sourceId,
        Customer customer,
        Map<String, Object> properties,
        Map<String, Object> context,
        List<ConsentChange> consents) {

    public Event {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
        consents = List.copyOf(consents);
    }

    /** The same of another customer. */
    public Event with(Customer other) {
        return new Event(id, source, type, occurredAt, receivedAt, sourceId, other, properties, context, consents);
    }
}
