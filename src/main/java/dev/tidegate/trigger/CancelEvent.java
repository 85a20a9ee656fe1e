package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event that some trigger names under {@code unless}.
 *
 * @param receivedAt it is remembered for a time that counts from here
 * @param tokens those of its properties that some trigger matches on
 * @param whole the event itself, kept only where a trigger's {@code unless} has a condition on this type
 */
public record CancelEvent(
        EventId id,
        String type,
        Instant occurredAt,
        Instant receivedAt,
        Set<Token> tokens,
        @Nullable Event whole) {
    public CancelEvent {
        tokens = Set.copyOf(tokens);
    }
}
