package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in its intake.
 *
 * @param entryId the stream's id of it, {@code ms-seq}
 * @param body the event's JSON
 * @param notCompleted why it goes on as it came although it is thin, empty if it was completed, null as long as neither is settled
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record IntakeEntry(
        String entryId, Event event, byte[] body, @Nullable String notCompleted) {
    /** Whether it has been put aside before, or cannot be. */
    boolean isSettled() {
        return notCompleted != null;
    }

    /** The same, to go on as it came. */
    IntakeEntry asItCame(String reason) {
        return new IntakeEntry(entryId, event, body, reason);
    }

    /** What is to be told of it. */
    List<Finding> findings() {
        return notCompleted == null || notCompleted.isEmpty()
                ? List.of()
                : List.of(new Finding(Finding.Rule.NOT_COMPLETED, notCompleted));
    }

    String millis() {
        return entryId.substring(0, entryId.indexOf('-'));
    }

    String sequence() {
        return entryId.substring(entryId.indexOf('-') + 1);
    }
}
