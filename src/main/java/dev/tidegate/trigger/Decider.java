package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows for one customer from an event, from a run that is due and from another customer's event that
 * cancels. It only computes: the live path, the backtest and the tests run this very code.
 *
 * <p>A run waits until it is decided: what restarts or cancels it counts as long as its due time has not been acted on,
 * even if that time is past already.
 */
public final class Decider {
    private final Triggers triggers;

    public Decider(Triggers triggers) {
        this.triggers = triggers;
    }

    /**
     * Looks at an event of the customer.
     *
     * <p>{@code if} is looked at on every event that would start a run or start it anew, and not again when the run is
     * due; one that {@code on_repeat: keep} ignores is not looked at.
     *
     * @param profile with this event's facts in it
     */
    public Considered considerEvent(Event event, Profile profile, Journey journey, Instant now) {
        if (!triggers.looksAt(event.type())) {
            return new Settled(Decision.nothing(journey));
        }
        return new EventOccasion(triggers, event, profile, journey, now);
    }

    /**
     * Looks at a waiting run whose time has come. Nothing follows when the journey no longer has this run, or has it with
     * another due time.
     *
     * @param start the run's starting event
     * @param wentPastIntakes whether events received before the due time may not have been seen yet
     */
    public Considered considerDue(
            Run run, Event start, Profile profile, Journey journey, boolean wentPastIntakes, Instant now) {
        Run current = journey.waiting(run.key());
        if (current == null || !current.dueAt().equals(run.dueAt())) {
            return new Settled(Decision.nothing(journey));
        }
        Trigger trigger = triggers.trigger(run.key().trigger());
        if (trigger == null) {
            return new Settled(removed(current, "the trigger was removed", journey, now));
        }
        if (!trigger.hasStep(current.step())) {
            return new Settled(removed(current, "the step was removed", journey, now));
        }
        return new DueOccasion(
                journey,
                new Passage(trigger, current, start, profile, journey.recent(), Facts.NONE, wentPastIntakes, now));
    }

    /** A cancelling event that was found by a token and may be another customer's; often nothing follows. */
    public Decision cancelled(CancelEvent event, RunKey key, Profile profile, Journey journey, Instant now) {
        Trigger trigger = triggers.trigger(key.trigger());
        if (trigger == null) {
            return Decision.nothing(journey);
        }
        Cancelling cancelling = new Cancelling(profile, now);
        Draft draft = new Draft(journey, now);
        for (Run run : journey.runs()) {
            Cancelling.Cause cause = run.key().equals(key) ? cancelling.cause(trigger, run, event, false) : null;
            if (cause != null) {
                draft.cancel(trigger, run, cause);
            }
        }
        return draft.finish();
    }

    /**
     * Two customers turned out to be one: what the other one's journey adds to this one's.
     *
     * @param theirStarts the starting events of the runs that wait in the other journey
     */
    public Decision joined(Journey mine, Journey theirs, Map<RunKey, Event> theirStarts) {
        return new JourneyMerge(triggers).merge(mine, theirs, theirStarts);
    }

    /** From when on nothing in the journey can matter any more; null as long as a run waits. */
    public @Nullable Instant forgetAt(Journey journey) {
        Instant latest = Instant.MIN;
        for (Run run : journey.runs()) {
            Instant forgetAt = run.forgetAt();
            if (forgetAt == null) {
                return null;
            }
            latest = forgetAt.isAfter(latest) ? forgetAt : latest;
        }
        for (CancelEvent event : journey.recent()) {
            Instant forgetAt = event.receivedAt().plus(triggers.recentLifetime());
            latest = forgetAt.isAfter(latest) ? forgetAt : latest;
        }
        return latest;
    }

    private static Decision removed(Run run, String reason, Journey journey, Instant now) {
        Draft draft = new Draft(journey, now);
        draft.stop(run, Outcome.DISABLED, reason, List.of(new Verdict.Gate("disabled", false, reason)), null);
        return draft.finish();
    }
}
