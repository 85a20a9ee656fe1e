package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one event.
 *
 * @param event the canonical event as JSON, null when no trigger looks at its type and so only its acceptance is on record
 * @param profile whose event it is, null while it has not been handed to a partition
 * @param verdicts what was decided because of it, oldest first
 */
public record EventTrace(
        EventId id,
        Instant receivedAt,
        byte @Nullable [] event,
        @Nullable ProfileId profile,
        List<Verdict> verdicts) {
    public EventTrace {
        verdicts = List.copyOf(verdicts);
    }
}
