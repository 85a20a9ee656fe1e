package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates, in the order in which a message goes through them; the first that stops it is the outcome. */
final class Gates {
    private static final List<Gate> ALL = List.of(
            new Disabled(),
            new Unless(),
            new Stale(),
            new NoAddress(),
            new Suppressed(),
            new NoConsent(),
            new InCooldown());

    private Gates() {}

    /** Sends a message that is due through all gates. */
    static Way through(Passage passage) {
        return through(passage, ALL);
    }

    /** Looks only whether the run is cancelled already. */
    static Way throughUnless(Passage passage) {
        return through(passage, List.of(new Unless()));
    }

    private static Way through(Passage passage, List<Gate> gates) {
        List<Verdict.Gate> seen = new ArrayList<>(gates.size());
        for (Gate gate : gates) {
            switch (gate.look(passage)) {
                case Gate.Look.NotAsked ignored -> {}
                case Gate.Look.Pass(String what) -> seen.add(new Verdict.Gate(gate.name(), true, what));
                case Gate.Look.Stop stop -> {
                    seen.add(new Verdict.Gate(gate.name(), false, stop.seen()));
                    return new Way(seen, stop);
                }
            }
        }
        return new Way(seen, null);
    }

    /**
     * How far a message came.
     *
     * @param stop what stopped it, null when nothing did
     */
    record Way(List<Verdict.Gate> seen, Gate.Look.@Nullable Stop stop) {}

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
            return reason == null
                    ? Look.pass("the address is not suppressed")
                    : Look.stop(Outcome.SUPPRESSED, "the address is suppressed: " + reason);
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
            if (consent == null) {
                return Look.stop(
                        Outcome.NO_CONSENT,
                        "no consent is known for " + settings.channel().label());
            }
            String seen = consent.state().label() + " since " + Timestamps.format(consent.at());
            return consent.state() == ConsentState.GRANTED ? Look.pass(seen) : Look.stop(Outcome.NO_CONSENT, seen);
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
}
