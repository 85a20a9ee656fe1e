package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.Verdict.Outcome;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event that came in: what it cancels, and which runs it starts or starts anew. */
final class EventOccasion implements Considered {
    private final Triggers triggers;
    private final Event event;
    private final Profile profile;
    private final Journey journey;
    private final Instant now;
    private final @Nullable CancelEvent cancel;
    private final List<Ended> ended;
    private final List<Plan> plans;

    EventOccasion(Triggers triggers, Event event, Profile profile, Journey journey, Instant now) {
        this.triggers = triggers;
        this.event = event;
        this.profile = profile;
        this.journey = journey;
        this.now = now;
        this.cancel = triggers.cancelEvent(event);
        this.ended = cancel == null ? List.of() : ended(cancel);
        this.plans = plans(triggers.on(event.type()));
    }

    private record Ended(Trigger trigger, Run run, Cancelling.Cause cause) {}

    /** What one trigger makes of the event. */
    private sealed interface Plan {
        /** Its condition does not hold, or cannot be told. */
        record Refuse(Trigger trigger, Outcome outcome, String reason) implements Plan {}

        /** @param instead the waiting run that starts anew, null when there is none */
        record Begin(Trigger trigger, Run run, @Nullable Run instead) implements Plan {
            boolean waits() {
                return instead != null || !trigger.step(1).waitTime().isZero();
            }
        }
    }

    private List<Ended> ended(CancelEvent cancel) {
        Cancelling cancelling = new Cancelling(profile, now);
        List<Ended> ended = new ArrayList<>();
        for (Run run : journey.runs()) {
            Trigger trigger = triggers.trigger(run.key().trigger());
            Cancelling.Cause cause = trigger == null ? null : cancelling.cause(trigger, run, cancel, true);
            if (trigger != null && cause != null) {
                ended.add(new Ended(trigger, run, cause));
            }
        }
        return ended;
    }

    private List<Plan> plans(List<Trigger> on) {
        if (on.isEmpty()) {
            return List.of();
        }
        Map<String, Object> variables = TriggerExpressions.variables(event, profile, triggers.segments(), now);
        List<Plan> plans = new ArrayList<>(on.size());
        for (Trigger trigger : on) {
            Plan plan = plan(trigger, variables);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }

    /** What the trigger makes of the event, or null for nothing at all. */
    private @Nullable Plan plan(Trigger trigger, Map<String, Object> variables) {
        Set<Token> tokens = Token.in(event, trigger.settings().match());
        RunKey key = new RunKey(trigger.name(), Token.digest(tokens));
        Run instead = waiting(key);
        if (instead != null && trigger.settings().onRepeat() == TriggerSettings.OnRepeat.KEEP) {
            return null;
        }
        Expression condition = trigger.condition();
        Truth truth = condition == null ? Truth.TRUE : condition.test(variables);
        return switch (truth) {
            case Truth.Unknown(String reason) -> new Plan.Refuse(trigger, Outcome.ERROR, "`if` " + reason);
            case Truth.Known(boolean holds)
            when !holds -> new Plan.Refuse(trigger, Outcome.CONDITION_FALSE, Conditions.whyFalse(condition, variables));
            case Truth.Known known
            when instead == null && crowded(trigger) ->
                new Plan.Refuse(
                        trigger, Outcome.ERROR, "more than " + Journey.WAITING_LIMIT + " runs wait for this customer");
            case Truth.Known known -> new Plan.Begin(trigger, run(trigger, key, tokens, instead), instead);
        };
    }

    /** The run from now on: the wait counts from the latest event received, the data is that of the newest to occur. */
    private Run run(Trigger trigger, RunKey key, Set<Token> tokens, @Nullable Run instead) {
        if (instead == null) {
            Instant since = event.receivedAt();
            Run.Stage stage = Run.Stage.first(since, since.plus(trigger.step(1).waitTime()));
            return Run.begun(key, event.id(), event.occurredAt(), tokens, stage);
        }
        Instant since = later(instead.stage().since(), event.receivedAt());
        int step = instead.step();
        Run anew = instead.at(
                new Run.Stage(step, since, since.plus(trigger.step(step).waitTime()), false));
        return event.occurredAt().isBefore(instead.occurredAt())
                ? anew
                : anew.startedBy(event.id(), event.occurredAt(), tokens);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private @Nullable Run waiting(RunKey key) {
        Run run = journey.waiting(key);
        return run == null || ended.stream().anyMatch(end -> end.run().equals(run)) ? null : run;
    }

    private boolean crowded(Trigger trigger) {
        int waiting = 0;
        for (Run run : journey.runs()) {
            if (run.waiting() && run.key().trigger().equals(trigger.name())) {
                waiting++;
            }
        }
        return waiting >= Journey.WAITING_LIMIT;
    }

    @Override
    public Needs needs() {
        List<Needs.Registration> registrations = new ArrayList<>();
        Set<CooldownKey> cooldowns = new LinkedHashSet<>();
        boolean addresses = false;
        for (Plan plan : plans) {
            if (plan instanceof Plan.Begin begin) {
                Run run = begin.run();
                Trigger trigger = begin.trigger();
                if (!trigger.unless().isEmpty() && !run.tokens().isEmpty()) {
                    registrations.add(new Needs.Registration(run.key(), run.tokens(), trigger.forgetAt(run)));
                }
                if (!begin.waits()) {
                    addresses = true;
                    CooldownKey cooldown = CooldownKey.of(trigger, event);
                    if (cooldown != null) {
                        cooldowns.add(cooldown);
                    }
                }
            }
        }
        return registrations.isEmpty() && !addresses
                ? Needs.NOTHING
                : new Needs(registrations, Set.of(), List.copyOf(cooldowns), addresses);
    }

    @Override
    public List<Decision.PlaceReturn> freed() {
        Draft draft = draft();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Begin(Trigger trigger, Run run, Run instead) && instead != null) {
                draft.giveBack(trigger, instead);
            }
        }
        return draft.returns();
    }

    @Override
    public List<PlaceWish> wishes(Facts facts) {
        List<CancelEvent> recent = draft().recent();
        List<PlaceWish> wishes = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Begin begin && !begin.waits()) {
                PlaceWish wish = Gates.wish(passage(begin, facts, recent));
                if (wish != null) {
                    wishes.add(wish);
                }
            }
        }
        // Who only looks sees what the others have taken, so that asking again after a crash gives the same answers.
        wishes.sort(Comparator.comparing((PlaceWish wish) -> !wish.take())
                .thenComparing(Comparator.comparingInt(PlaceWish::priority).reversed()));
        return wishes;
    }

    @Override
    public Decision decide(Facts facts) {
        if (cancel == null && plans.isEmpty()) {
            return Decision.nothing(journey);
        }
        Draft draft = draft();
        for (Plan plan : plans) {
            switch (plan) {
                case Plan.Refuse(Trigger trigger, Outcome outcome, String reason) ->
                    draft.refuse(event, trigger, outcome, reason);
                case Plan.Begin begin -> begin(begin, facts, draft);
            }
        }
        return draft.finish();
    }

    /** A decision in which the event has cancelled what it cancels and is remembered. */
    private Draft draft() {
        Draft draft = new Draft(journey, now);
        ended.forEach(end -> draft.cancel(end.trigger(), end.run(), end.cause()));
        if (cancel != null) {
            draft.remember(cancel, triggers.recentLifetime());
        }
        return draft;
    }

    private Passage passage(Plan.Begin begin, Facts facts, List<CancelEvent> recent) {
        return new Passage(begin.trigger(), begin.run(), event, profile, List.copyOf(recent), facts, false, now);
    }

    private void begin(Plan.Begin begin, Facts facts, Draft draft) {
        Passage passage = passage(begin, facts, draft.recent());
        if (begin.waits()) {
            draft.await(passage, begin.instead());
        } else {
            draft.due(passage);
        }
    }
}
