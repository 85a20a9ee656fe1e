package dev.tidegate.trigger;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One trigger at work for one customer and one set of match values.
 *
 * @param event the starting event; under {@code restart} the newest by the time it occurred
 * @param occurredAt when that event occurred
 * @param tokens the match properties that the starting event has
 * @param since from when the wait counts: when the event that started it, or started it anew, was received
 * @param dueAt when the message is due
 * @param released the messages that were released, null while the run still waits
 * @param forgetAt when a released run need no longer be kept for cancelling
 */
public record Run(
        RunKey key,
        EventId event,
        Instant occurredAt,
        Set<Token> tokens,
        Instant since,
        Instant dueAt,
        @Nullable List<MessageId> released,
        @Nullable Instant forgetAt) {

    public Run {
        tokens = Set.copyOf(tokens);
        released = released == null ? null : List.copyOf(released);
    }

    /** A run that waits. */
    static Run waiting(RunKey key, EventId event, Instant occurredAt, Set<Token> tokens, Instant since, Instant dueAt) {
        return new Run(key, event, occurredAt, tokens, since, dueAt, null, null);
    }

    /** This run after its messages were released. */
    Run released(List<MessageId> messages, Instant forgetAt) {
        return new Run(key, event, occurredAt, tokens, since, dueAt, messages, forgetAt);
    }

    /** Whether the run waits for its time, as opposed to having released its messages. */
    public boolean waiting() {
        return released == null;
    }

    /** Whether there is nothing left to cancel. */
    boolean forgotten(Instant now) {
        return forgetAt != null && !forgetAt.isAfter(now);
    }
}
