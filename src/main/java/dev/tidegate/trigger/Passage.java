package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import java.time.Instant;
import java.util.List;

/**
 * A run whose message is due, before the gates.
 *
 * @param recent the customer's own cancelling events
 * @param wentPastIntakes whether events received before the due time may not have been seen yet
 */
record Passage(
        Trigger trigger,
        Run run,
        Event start,
        Profile profile,
        List<CancelEvent> recent,
        Facts facts,
        boolean wentPastIntakes,
        Instant now) {
    /** The step that is due. */
    Trigger.Step step() {
        return trigger.step(run.step());
    }

    Passage with(Facts facts) {
        return new Passage(trigger, run, start, profile, recent, facts, wentPastIntakes, now);
    }
}
