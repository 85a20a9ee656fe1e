package dev.tidegate.trigger;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Verdict.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The contract's rules on runs, cancelling and gates, written down as plainly as possible: it remembers every event for
 * ever and goes through everything each time.
 */
final class RulesModel {
    static final String CONDITION = "event.properties.value >= 20.0";

    private final List<TriggerSettings> triggers;
    private final Map<String, ConsentState> consent = new HashMap<>();
    private final List<Event> seen = new ArrayList<>();
    private final List<ModelRun> waiting = new ArrayList<>();
    private final List<ModelRun> released = new ArrayList<>();
    private final Map<String, Instant> cooldownUntil = new HashMap<>();

    /** Customer to what happened, in order. */
    final Map<String, List<String>> log = new TreeMap<>();

    final TreeSet<String> messages = new TreeSet<>();
    final TreeSet<String> withdrawn = new TreeSet<>();

    RulesModel(List<TriggerSettings> triggers) {
        this.triggers = triggers;
    }

    private static final class ModelRun {
        final TriggerSettings trigger;
        final String customer;
        final Map<String, String> match;
        Event start;
        Instant waitFrom;
        Instant withdrawableUntil = Instant.MAX;

        ModelRun(TriggerSettings trigger, Event start) {
            this.trigger = trigger;
            this.customer = customer(start);
            this.match = values(start, trigger.match());
            this.start = start;
            this.waitFrom = start.receivedAt();
        }

        Instant due() {
            return waitFrom.plus(trigger.totalWait());
        }
    }

    void consent(String customer, ConsentState state) {
        consent.put(customer, state);
    }

    void receive(Event event, Instant now) {
        for (ModelRun run : List.copyOf(waiting)) {
            if (cancels(event, run)) {
                waiting.remove(run);
                note(run, Outcome.CANCELLED);
            }
        }
        for (ModelRun run : List.copyOf(released)) {
            if (cancels(event, run) && now.isBefore(run.withdrawableUntil)) {
                released.remove(run);
                withdrawn.add(message(run));
            }
        }
        for (TriggerSettings trigger : triggers) {
            boolean on = trigger.on().contains(event.type())
                    || (trigger.on().contains("*") && !event.type().startsWith("email_"));
            if (on && trigger.mode() != TriggerSettings.Mode.OFF) {
                start(trigger, event, now);
            }
        }
        seen.add(event);
    }

    private void start(TriggerSettings trigger, Event event, Instant now) {
        ModelRun run = new ModelRun(trigger, event);
        ModelRun repeated = waiting.stream()
                .filter(other -> other.trigger.equals(trigger)
                        && other.customer.equals(run.customer)
                        && other.match.equals(run.match))
                .findFirst()
                .orElse(null);
        if (repeated != null && trigger.onRepeat() == TriggerSettings.OnRepeat.KEEP) {
            return;
        }
        Boolean holds = holds(trigger.condition(), event);
        if (holds == null) {
            note(run, Outcome.ERROR);
        } else if (!holds) {
            note(run, Outcome.CONDITION_FALSE);
        } else if (repeated != null) {
            repeated.waitFrom = later(repeated.waitFrom, event.receivedAt());
            if (!event.occurredAt().isBefore(repeated.start.occurredAt())) {
                repeated.start = event;
            }
            if (seen.stream().anyMatch(earlier -> cancels(earlier, repeated))) {
                waiting.remove(repeated);
                note(repeated, Outcome.CANCELLED);
            }
        } else if (seen.stream().anyMatch(earlier -> cancels(earlier, run))) {
            note(run, Outcome.CANCELLED);
        } else if (trigger.totalWait().isZero()) {
            release(run, now);
        } else {
            waiting.add(run);
            note(run, Outcome.WAITING);
        }
    }

    void fire(Instant now) {
        while (true) {
            ModelRun run = waiting.stream()
                    .filter(other -> !other.due().isAfter(now))
                    .min(Comparator.comparing(ModelRun::due)
                            .thenComparing(other -> other.customer)
                            .thenComparing(other -> other.trigger.name()))
                    .orElse(null);
            if (run == null) {
                return;
            }
            waiting.remove(run);
            release(run, now);
        }
    }

    private void release(ModelRun run, Instant now) {
        TriggerSettings trigger = run.trigger;
        Duration expires = trigger.expires();
        String cooldown = run.customer + " " + trigger.name();
        TriggerSettings.Cooldown settings = trigger.cooldown();
        if (settings != null && !settings.per().isEmpty()) {
            cooldown += " " + run.start.properties().get("checkout_token");
        }
        if (expires != null && now.isAfter(run.due().plus(expires))) {
            note(run, Outcome.STALE);
        } else if (trigger.messageClass() == MessageClass.MARKETING
                && consent.get(run.customer) != ConsentState.GRANTED) {
            note(run, Outcome.NO_CONSENT);
        } else if (settings != null
                && cooldownUntil.getOrDefault(cooldown, Instant.MIN).isAfter(now)) {
            note(run, Outcome.COOLDOWN);
        } else {
            if (settings != null) {
                cooldownUntil.put(cooldown, now.plus(settings.length()));
            }
            if (trigger.mode() == TriggerSettings.Mode.SHADOW) {
                note(run, Outcome.SHADOW);
                return;
            }
            note(run, Outcome.FIRED);
            messages.add(message(run));
            Instant last = expires != null
                    ? run.due().plus(expires)
                    : later(run.due(), now).plus(Duration.ofHours(24));
            run.withdrawableUntil = last.plus(Duration.ofHours(1));
            released.add(run);
        }
    }

    private static boolean cancels(Event event, ModelRun run) {
        if (event.id().equals(run.start.id())) {
            return false;
        }
        for (TriggerSettings.Unless unless : run.trigger.unless()) {
            if (unless.type().equals(event.type())
                    && Boolean.TRUE.equals(holds(unless.condition(), event))
                    && bound(event, run)) {
                return true;
            }
        }
        return false;
    }

    private static boolean bound(Event event, ModelRun run) {
        Map<String, String> values = values(event, run.trigger.match());
        boolean anyCommon = false;
        for (String property : run.trigger.match()) {
            if (values.containsKey(property) && run.match.containsKey(property)) {
                anyCommon = true;
                if (values.get(property).equals(run.match.get(property))) {
                    return true;
                }
            }
        }
        return !anyCommon
                && customer(event).equals(run.customer)
                && !event.occurredAt().isBefore(run.start.occurredAt());
    }

    /** Null when it cannot be told. */
    private static @Nullable Boolean holds(@Nullable String condition, Event event) {
        if (condition == null) {
            return true;
        }
        if (!condition.equals(CONDITION)) {
            throw new AssertionError("the model knows one condition only");
        }
        Object value = event.properties().get("value");
        return value == null ? null : new BigDecimal(value.toString()).compareTo(new BigDecimal(20)) >= 0;
    }

    private static Map<String, String> values(Event event, List<String> properties) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String property : properties) {
            Object value = event.properties().get(property);
            if (value != null) {
                values.put(property, value.toString());
            }
        }
        return values;
    }

    private void note(ModelRun run, Outcome outcome) {
        log.computeIfAbsent(run.customer, c -> new ArrayList<>())
                .add(run.trigger.name() + " " + run.start.sourceId() + " " + outcome);
    }

    private static String message(ModelRun run) {
        return run.customer + " " + run.trigger.name() + " " + run.start.sourceId() + " due " + run.due();
    }

    private static String customer(Event event) {
        return String.valueOf(event.customer().email());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
