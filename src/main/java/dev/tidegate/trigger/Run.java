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
 * @param origin the event that began it; it stays when the run starts anew, and tells the run's own cooldown from another's
 * @param event the starting event; under {@code restart} the newest by the time it occurred
 * @param occurredAt when that event occurred
 * @param tokens the match properties that the starting event has
 * @param stage how far it has come
 * @param released the messages that were released, null while the run still waits
 * @param forgetAt when a released run need no longer be kept for cancelling
 */
public record Run(
        RunKey key,
        EventId origin,
        EventId event,
        Instant occurredAt,
        Set<Token> tokens,
        Stage stage,
        @Nullable List<MessageId> released,
        @Nullable Instant forgetAt) {
    public Run {
        tokens = Set.copyOf(tokens);
        released = released == null ? null : List.copyOf(released);
    }

    /**
     * How far a run has come.
     *
     * @param step the step that it waits for or that released, counted from 1
     * @param since from when the step's wait counts
     * @param dueAt when the step is due
     * @param quiet whether it waits for the end of quiet hours and so has taken its places under the caps
     */
    public record Stage(int step, Instant since, Instant dueAt, boolean quiet) {
        /** The first step. */
        static Stage first(Instant since, Instant dueAt) {
            return new Stage(1, since, dueAt, false);
        }
    }

    /** A run that begins with this event. */
    static Run begun(RunKey key, EventId event, Instant occurredAt, Set<Token> tokens, Stage stage) {
        return new Run(key, event, event, occurredAt, tokens, stage, null, null);
    }

    /** This run with another starting event. */
    Run startedBy(EventId event, Instant occurredAt, Set<Token> tokens) {
        return new Run(key, origin, event, occurredAt, tokens, stage, null, null);
    }

    /** This run at another stage. */
    Run at(Stage stage) {
        return new Run(key, origin, event, occurredAt, tokens, stage, null, null);
    }

    /** This run after its messages were released. */
    Run released(List<MessageId> messages, Instant forgetAt) {
        return new Run(key, origin, event, occurredAt, tokens, stage, messages, forgetAt);
    }

    /** The step that it waits for, or that released its messages. */
    public int step() {
        return stage.step();
    }

    /** When that step is due. */
    public Instant dueAt() {
        return stage.dueAt();
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
