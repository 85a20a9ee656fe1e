package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Truth;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an event cancels a run.
 *
 * <p>An equal match value cancels whenever the event occurred and whomever it names. Match properties that both have, all
 * unequal: no cancel. No match property that both have: it counts for the same customer, if it occurred at or after the
 * starting event, in whatever order the two arrived. An event never cancels the run that it started.
 *
 * @param profile the waiting customer's
 */
record Cancelling(Profile profile, Instant now) {

    /** The first of the customer's own recent events, or of the marks under the run's tokens, that cancels the run. */
    @Nullable
    Cause first(Trigger trigger, Run run, List<CancelEvent> own, List<CancelEvent> marks) {
        for (CancelEvent event : own) {
            Cause cause = cause(trigger, run, event, true);
            if (cause != null) {
                return cause;
            }
        }
        for (CancelEvent event : marks) {
            Cause cause = cause(trigger, run, event, false);
            if (cause != null) {
                return cause;
            }
        }
        return null;
    }

    /** Why the event cancels the run, or null when it does not. */
    @Nullable
    Cause cause(Trigger trigger, Run run, CancelEvent event, boolean sameCustomer) {
        if (event.id().equals(run.event()) || run.forgotten(now)) {
            return null;
        }
        String why = null;
        for (Trigger.Unless unless : trigger.unless()) {
            if (unless.type().equals(event.type())) {
                why = why != null ? why : bond(run, event, sameCustomer);
                if (why == null) {
                    return null;
                }
                if (holds(unless.condition(), event.whole(), trigger.segments())) {
                    return new Cause(event, why);
                }
            }
        }
        return null;
    }

    /** What ties the event to the run, or null when nothing does. */
    private static @Nullable String bond(Run run, CancelEvent event, boolean sameCustomer) {
        boolean common = false;
        for (Token token : run.tokens()) {
            for (Token other : event.tokens()) {
                if (token.property().equals(other.property())) {
                    if (token.value().equals(other.value())) {
                        return "with the same " + token.property();
                    }
                    common = true;
                }
            }
        }
        if (common || !sameCustomer || event.occurredAt().isBefore(run.occurredAt())) {
            return null;
        }
        return "of the same customer, not before the start";
    }

    /**
     * A condition that fails is false, as everywhere. An event that was remembered before there was a condition cannot be
     * asked; it cancels, since a message too few is the lesser harm.
     */
    private boolean holds(@Nullable Expression condition, @Nullable Event event, Segments segments) {
        if (condition == null || event == null) {
            return true;
        }
        return Truth.TRUE.equals(condition.test(TriggerExpressions.variables(event, profile, segments, now)));
    }

    /** The event that cancels, and what ties it to the run. */
    record Cause(CancelEvent event, String bond) {
        /** In words, without personal data. */
        String text() {
            return event.type() + " " + event.id() + " " + bond;
        }
    }
}
