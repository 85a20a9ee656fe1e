package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision in the making. */
final class Draft {
    private static final int FIRST_STEP = 1;

    private final Journey before;
    private final Instant now;
    private final List<Run> runs;
    private final List<CancelEvent> recent;
    private final Map<RunKey, Event> starts = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Decision.CooldownStart> cooldowns = new ArrayList<>();
    private final List<Decision.Withdrawal> withdrawals = new ArrayList<>();
    private final List<Decision.PlaceReturn> returns = new ArrayList<>();
    private boolean changed;

    Draft(Journey journey, Instant now) {
        this.before = journey;
        this.now = now;
        this.runs = new ArrayList<>(journey.runs());
        this.recent = new ArrayList<>(journey.recent());
    }

    List<CancelEvent> recent() {
        return recent;
    }

    /** The places that are not needed any more, so far. */
    List<Decision.PlaceReturn> returns() {
        return returns;
    }

    /** Remembers an event that may cancel a run that starts later. */
    void remember(CancelEvent event, Duration lifetime) {
        Instant oldest = now.minus(lifetime);
        recent.removeIf(
                other -> other.receivedAt().isBefore(oldest) || other.id().equals(event.id()));
        recent.add(event);
        List<CancelEvent> ofType = recent.stream()
                .filter(other -> other.type().equals(event.type()))
                .toList();
        if (ofType.size() > Journey.RECENT_LIMIT) {
            recent.remove(ofType.getFirst());
        }
        changed = true;
    }

    /** Ends a run because of an event that came after it began. */
    void cancel(Trigger trigger, Run run, Cancelling.Cause cause) {
        remove(run);
        giveBack(trigger, run);
        Verdict.Gate gate = new Verdict.Gate("unless", false, cause.text());
        String reason = "cancelled by " + cause.text();
        List<MessageId> released = run.released();
        if (released == null) {
            verdicts.add(verdict(run, Outcome.CANCELLED, reason, List.of(gate), null, List.of()));
        } else {
            withdrawals.add(new Decision.Withdrawal(
                    released, verdict(run, Outcome.CANCELLED, reason, List.of(gate), null, released)));
        }
    }

    /**
     * A run begins to wait, unless it is cancelled already.
     *
     * @param instead the waiting run that it starts anew; its places are free before anything is decided
     */
    void await(Passage passage, @Nullable Run instead) {
        Run run = passage.run();
        if (instead != null) {
            remove(instead);
        }
        Gates.Way way = Gates.throughUnless(passage);
        Gate.Look.Stop stop = way.stop();
        if (stop != null) {
            stop(run, stop.outcome(), stop.seen(), way.seen(), stop.eligibleAt());
            return;
        }
        if (instead == null) {
            waits(passage, run, way.seen());
        } else {
            add(passage, run);
        }
    }

    private void waits(Passage passage, Run run, List<Verdict.Gate> seen) {
        add(passage, run);
        verdicts.add(verdict(run, Outcome.WAITING, "due at " + Timestamps.format(run.dueAt()), seen, null, List.of()));
    }

    private void add(Passage passage, Run run) {
        runs.add(run);
        changed = true;
        Run was = before.waiting(run.key());
        boolean stored = was != null && was.event().equals(run.event());
        if (!stored && run.event().equals(passage.start().id())) {
            starts.put(run.key(), passage.start());
        }
    }

    /** A trigger does not want the event. */
    void refuse(Event event, Trigger trigger, Outcome outcome, String reason) {
        verdicts.add(
                new Verdict(event.id(), trigger.name(), FIRST_STEP, outcome, reason, now, List.of(), null, List.of()));
    }

    /** A run does not begin, or ends, without a message. */
    void stop(Run run, Outcome outcome, String reason, List<Verdict.Gate> gates, @Nullable Instant eligibleAt) {
        remove(run);
        verdicts.add(verdict(run, outcome, reason, gates, eligibleAt, List.of()));
    }

    /** A run's step is due: its messages go through the gates, and the run goes on to the next step or ends. */
    void due(Passage passage) {
        Gates.Way way = Gates.through(passage);
        Gate.Look.Stop stop = way.stop();
        Instant later = way.deferredTo();
        if (stop != null) {
            skip(passage, stop, way.seen());
        } else if (later != null) {
            defer(passage, later, way.seen());
        } else {
            release(passage, way.seen());
        }
    }

    private void skip(Passage passage, Gate.Look.Stop stop, List<Verdict.Gate> seen) {
        Run run = passage.run();
        giveBack(passage.trigger(), run);
        if (stop.outcome() == Outcome.HOLDOUT) {
            var unused = startCooldown(passage);
        }
        stop(run, stop.outcome(), stop.seen(), seen, stop.eligibleAt());
        boolean ended = stop.outcome() == Outcome.CANCELLED || stop.outcome() == Outcome.DISABLED;
        if (!ended) {
            goOn(passage);
        }
    }

    private void defer(Passage passage, Instant until, List<Verdict.Gate> seen) {
        Run run = passage.run();
        remove(run);
        add(passage, run.at(new Run.Stage(run.step(), run.stage().since(), until, true)));
        String reason = "waits for the end of quiet hours, until " + Timestamps.format(until);
        verdicts.add(verdict(run, Outcome.QUIET_HOURS, reason, seen, until, List.of()));
    }

    private void release(Passage passage, List<Verdict.Gate> seen) {
        Run run = passage.run();
        Trigger trigger = passage.trigger();
        remove(run);
        Release release = Release.of(passage);
        boolean shadow = trigger.shadow();
        List<MessageId> ids = shadow ? List.of() : release.ids();
        Instant eligibleAt = startCooldown(passage);
        Outcome outcome = shadow ? Outcome.SHADOW : Outcome.FIRED;
        verdicts.add(verdict(run, outcome, release.text(shadow), seen, eligibleAt, ids));
        if (!shadow) {
            messages.addAll(release.messages());
            if (!trigger.unless().isEmpty()) {
                remember(run.released(ids, trigger.forgetAt(run.dueAt(), now)));
            }
        }
        goOn(passage);
    }

    /** A step's wait counts from the end of the step before. */
    private void goOn(Passage passage) {
        int next = passage.run().step() + 1;
        if (passage.trigger().hasStep(next)) {
            Instant dueAt = now.plus(passage.trigger().step(next).waitTime());
            waits(passage, passage.run().at(new Run.Stage(next, now, dueAt, false)), List.of());
        }
    }

    /** When the customer can get the trigger's next message, or null when there is no cooldown. */
    private @Nullable Instant startCooldown(Passage passage) {
        TriggerSettings.Cooldown cooldown = passage.trigger().settings().cooldown();
        CooldownKey key = CooldownKey.of(passage.trigger(), passage.start());
        if (cooldown == null || key == null) {
            return null;
        }
        cooldowns.add(new Decision.CooldownStart(key, CooldownKey.holder(passage.run()), cooldown.length()));
        return now.plus(cooldown.length());
    }

    void giveBack(Trigger trigger, Run run) {
        Release.placesTaken(trigger, run).ifPresent(returns::add);
    }

    Decision finish() {
        if (changed) {
            runs.removeIf(run -> run.forgotten(now));
        }
        return new Decision(
                changed ? new Journey(runs, recent) : before,
                starts,
                verdicts,
                messages,
                cooldowns,
                withdrawals,
                returns);
    }

    private void remember(Run released) {
        List<Run> others = runs.stream()
                .filter(run -> !run.waiting()
                        && run.key().trigger().equals(released.key().trigger()))
                .toList();
        if (others.size() >= Journey.RELEASED_LIMIT) {
            runs.remove(others.getFirst());
        }
        runs.add(released);
        changed = true;
    }

    private void remove(Run run) {
        changed |= runs.remove(run);
    }

    private Verdict verdict(
            Run run,
            Outcome outcome,
            String reason,
            List<Verdict.Gate> gates,
            @Nullable Instant eligibleAt,
            List<MessageId> ids) {
        return new Verdict(run.event(), run.key().trigger(), run.step(), outcome, reason, now, gates, eligibleAt, ids);
    }
}
