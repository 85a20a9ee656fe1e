package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Finding;
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
 * @param findings what could not be settled about whose event it is
 * @param verdicts what was decided because of it, oldest first
 */
public record EventTrace(
        EventId id,
        Instant receivedAt,
        byte @Nullable [] event,
        @Nullable ProfileId profile,
        List<Finding> findings,
        List<Verdict> verdicts) {
    public EventTrace {
        findings = List.copyOf(findings);
        verdicts = List.copyOf(verdicts);
    }
}
