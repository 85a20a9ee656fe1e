package dev.tidegate.profile;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import java.time.Instant;

/**
 * That an event of a customer came in.
 *
 * @param at when it occurred
 */
public record SeenEvent(EventId id, String type, Instant at, String source) {
    private static final int PARTS = 4;

    /** A sender's clock may be ahead; nothing occurred later than it was received. */
    public static SeenEvent of(Event event) {
        Instant at = event.occurredAt().isAfter(event.receivedAt()) ? event.receivedAt() : event.occurredAt();
        return new SeenEvent(event.id(), event.type(), at, event.source());
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static SeenEvent parse(String text) {
        String[] parts = text.split("\\|", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("a stored event is none");
        }
        return new SeenEvent(new EventId(parts[0]), parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[3]);
    }

    /** As it is stored. */
    public String text() {
        return id.value() + '|' + at.toEpochMilli() + '|' + type + '|' + source;
    }
}
