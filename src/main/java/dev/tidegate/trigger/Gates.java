package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Truth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gates, in the order in which a message goes through them; the first that stops it is the outcome. */
final class Gates {
    private static final List<Gate> BEFORE_CAPS = List.of(
            new Disabled(),
            new Unless(),
            new StepCondition(),
            new Stale(),
            new NoAddress(),
            new Suppressed(),
            new NoConsent(),
            new InCooldown(),
            new Quiet());
    private static final Gate CAPPED = new Capped();
    private static final InHoldout HOLDOUT = new InHoldout();

    private Gates() {}

    /** Sends a message that is due through all gates. */
    static Way through(Passage passage) {
        Way way = new Way();
        BEFORE_CAPS.forEach(gate -> way.pass(gate, passage));
        way.pass(CAPPED, passage);
        if (way.deferredTo() == null) {
            way.pass(HOLDOUT, passage);
        }
        return way;
    }

    /** Looks only whether the run is cancelled already. */
    static Way throughUnless(Passage passage) {
        Way way = new Way();
        way.pass(new Unless(), passage);
        return way;
    }

    /** The places that the step's messages need, if nothing before the caps stops them; null when they need none. */
    static @Nullable PlaceWish wish(Passage passage) {
        Trigger trigger = passage.trigger();
        if (trigger.caps().isEmpty()) {
            return null;
        }
        Way way = new Way();
        BEFORE_CAPS.forEach(gate -> way.pass(gate, passage));
        boolean take = !trigger.shadow() && !HOLDOUT.holds(passage);
        return way.stop() != null
                ? null
                : new PlaceWish(
                        trigger.settings().channel(),
                        Release.ids(trigger, passage.run()),
                        trigger.caps(),
                        trigger.settings().priority(),
                        trigger.name(),
                        take);
    }

    /** How far a message came. */
    static final class Way {
        private final List<Verdict.Gate> seen = new ArrayList<>();
        private Gate.Look.@Nullable Stop stop;
        private Gate.Look.@Nullable Defer defer;

        private void pass(Gate gate, Passage passage) {
            if (stop != null) {
                return;
            }
            switch (gate.look(passage)) {
                case Gate.Look.NotAsked ignored -> {}
                case Gate.Look.Pass(String what) -> seen.add(new Verdict.Gate(gate.name(), true, what));
                case Gate.Look.Defer found -> {
                    seen.add(new Verdict.Gate(gate.name(), false, found.seen()));
                    defer = found;
                }
                case Gate.Look.Stop found -> {
                    seen.add(new Verdict.Gate(gate.name(), false, found.seen()));
                    stop = found;
                }
            }
        }

        List<Verdict.Gate> seen() {
            return List.copyOf(seen);
        }

        /** What stopped it, null when nothing did. */
        Gate.Look.@Nullable Stop stop() {
            return stop;
        }

        /** Until when it has to wait, null when it need not. */
        @Nullable
        Instant deferredTo() {
            return defer == null ? null : defer.until();
        }
    }

    private record Disabled() implements Gate {
        @Override
        public String name() {
            return "disabled";
        }

        @Override
        public Look look(Passage passage) {
            return passage.trigger().off()
                    ? Look.stop(Outcome.DISABLED, passage.trigger().whyOff())
                    : Look.pass(passage.trigger().shadow() ? "the trigger's mode is shadow" : "the trigger is live");
        }
    }

    private record Unless() implements Gate {
        @Override
        public String name() {
            return "unless";
        }

        @Override
        public Look look(Passage passage) {
            Trigger trigger = passage.trigger();
            if (trigger.unless().isEmpty()) {
                return Look.NOT_ASKED;
            }
            Cancelling.Cause cause = new Cancelling(passage.profile(), passage.now())
                    .first(
                            trigger,
                            passage.run(),
                            passage.recent(),
                            passage.facts().marks());
            if (cause != null) {
                return Look.stop(Outcome.CANCELLED, cause.text());
            }
            return Look.pass(
                    passage.wentPastIntakes()
                            ? "nothing that cancels was seen; not all events received before were waited for"
                            : "nothing that cancels was seen");
        }
    }

    private record StepCondition() implements Gate {
        @Override
        public String name() {
            return "if";
        }

        @Override
        public Look look(Passage passage) {
            Expression condition = passage.step().condition();
            if (condition == null) {
                return Look.NOT_ASKED;
            }
            Map<String, Object> variables = TriggerExpressions.variables(
                    passage.start(), passage.profile(), passage.trigger().segments(), passage.now());
            return switch (condition.test(variables)) {
                case Truth.Unknown(String reason) -> Look.stop(Outcome.ERROR, "`if` " + reason);
                case Truth.Known(boolean holds) ->
                    holds
                            ? Look.pass("`if` is true")
                            : Look.stop(Outcome.CONDITION_FALSE, Conditions.whyFalse(condition, variables));
            };
        }
    }

    private record Stale() implements Gate {
        @Override
        public String name() {
            return "stale";
        }

        @Override
        public Look look(Passage passage) {
            Duration expires = passage.trigger().settings().expires();
            if (expires == null) {
                return Look.NOT_ASKED;
            }
            Instant end = passage.run().dueAt().plus(expires);
            return passage.now().isAfter(end)
                    ? Look.stop(Outcome.STALE, "expired at " + Timestamps.format(end))
                    : Look.pass("expires at " + Timestamps.format(end));
        }
    }

    private record NoAddress() implements Gate {
        @Override
        public String name() {
            return "no_address";
        }

        @Override
        public Look look(Passage passage) {
            return switch (passage.trigger().settings().channel()) {
                case EMAIL -> look(passage.profile().email(), "e-mail address");
                case SMS -> look(passage.profile().phone(), "phone number");
            };
        }

        private static Look look(@Nullable String address, String kind) {
            return address == null
                    ? Look.stop(Outcome.NO_ADDRESS, "no " + kind + " known")
                    : Look.pass(kind + " known");
        }
    }

    private record Suppressed() implements Gate {
        @Override
        public String name() {
            return "suppressed";
        }

        @Override
        public Look look(Passage passage) {
            Channel channel = passage.trigger().settings().channel();
            String reason = passage.facts().suppressed().get(channel);
            if (reason == null) {
                return Look.pass("the address is not suppressed");
            }
            String seen = "the address is suppressed: " + reason;
            return passage.trigger().settings().messageClass().isStoppedBy(reason)
                    ? Look.stop(Outcome.SUPPRESSED, seen)
                    : Look.pass(seen + ", which does not stop what is owed");
        }
    }

    private record NoConsent() implements Gate {
        @Override
        public String name() {
            return "no_consent";
        }

        @Override
        public Look look(Passage passage) {
            TriggerSettings settings = passage.trigger().settings();
            if (settings.messageClass() == MessageClass.TRANSACTIONAL) {
                return Look.NOT_ASKED;
            }
            ConsentChange consent = passage.facts().consent().get(settings.channel());
            ConsentPolicy.Rule rule = passage.trigger().consent().of(passage.profile());
            String known = consent != null && consent.state() != ConsentState.UNKNOWN
                    ? consent.state().label() + " since " + Timestamps.format(consent.at())
                    : "no consent is known for " + settings.channel().label();
            String seen = rule == ConsentPolicy.Rule.OPT_IN
                    ? known
                    : known + "; the rule here is " + rule.name().toLowerCase(Locale.ROOT);
            return rule.allows(consent) ? Look.pass(seen) : Look.stop(Outcome.NO_CONSENT, seen);
        }
    }

    private record InCooldown() implements Gate {
        @Override
        public String name() {
            return "cooldown";
        }

        @Override
        public Look look(Passage passage) {
            CooldownKey key = CooldownKey.of(passage.trigger(), passage.start());
            if (key == null) {
                return Look.NOT_ASKED;
            }
            Facts.Cooldown cooldown = passage.facts().cooldowns().get(key);
            if (cooldown == null || !cooldown.until().isAfter(passage.now())) {
                return Look.pass("no message within the cooldown");
            }
            if (cooldown.holder().equals(CooldownKey.holder(passage.run()))) {
                return Look.pass("the cooldown is this run's own");
            }
            return new Look.Stop(
                    Outcome.COOLDOWN,
                    "in cooldown until " + Timestamps.format(cooldown.until()) + " since the message for event "
                            + cooldown.holder(),
                    cooldown.until());
        }
    }

    private record Quiet() implements Gate {
        @Override
        public String name() {
            return "quiet_hours";
        }

        @Override
        public Look look(Passage passage) {
            QuietHours hours = passage.trigger().quietHours();
            if (hours == null) {
                return Look.NOT_ASKED;
            }
            String zone = hours.zoneOf(passage.profile()).getId();
            Instant end = hours.endAfter(passage.now(), passage.profile());
            if (end == null) {
                return Look.pass("no quiet hours in " + zone);
            }
            String seen = "quiet hours in " + zone + " until " + Timestamps.format(end);
            return hours.then() == QuietHours.Then.DROP
                    ? new Look.Stop(Outcome.QUIET_HOURS, seen, end)
                    : new Look.Defer(
                            seen,
                            Spread.after(
                                    end,
                                    hours,
                                    passage.run().key(),
                                    passage.run().origin()));
        }
    }

    private record Capped() implements Gate {
        @Override
        public String name() {
            return "capped";
        }

        @Override
        public Look look(Passage passage) {
            if (passage.trigger().caps().isEmpty()) {
                return Look.NOT_ASKED;
            }
            MessageId first = Release.ids(passage.trigger(), passage.run()).getFirst();
            return switch (passage.facts().places().get(first)) {
                case Places.Full(String cap, int max, List<String> messages, Instant freeAt) ->
                    new Look.Stop(
                            Outcome.CAPPED,
                            "cap " + cap + " has " + messages.size() + " of " + max + ": messages "
                                    + String.join(", ", messages),
                            freeAt);
                case Places.Room(List<String> displaced)
                when !displaced.isEmpty() ->
                    Look.pass("took the place of " + String.join(", ", displaced) + ", which has less priority");
                case Places.Room room -> Look.pass("there is room under all caps");
                case null -> throw new IllegalStateException("a message was decided on without asking for its place");
            };
        }
    }

    private record InHoldout() implements Gate {
        @Override
        public String name() {
            return "holdout";
        }

        boolean holds(Passage passage) {
            return Holdout.holds(
                    passage.profile().id(),
                    passage.trigger().name(),
                    passage.trigger().settings().holdout());
        }

        @Override
        public Look look(Passage passage) {
            int share = passage.trigger().settings().holdout();
            if (share == 0) {
                return Look.NOT_ASKED;
            }
            String percent = BigDecimal.valueOf(share, 2).stripTrailingZeros().toPlainString() + " %";
            return holds(passage)
                    ? new Look.Stop(Outcome.HOLDOUT, "among the " + percent + " that get nothing", eligibleAt(passage))
                    : Look.pass("not among the " + percent + " that get nothing");
        }

        private static @Nullable Instant eligibleAt(Passage passage) {
            TriggerSettings.Cooldown cooldown = passage.trigger().settings().cooldown();
            return cooldown == null ? null : passage.now().plus(cooldown.length());
        }
    }
}
