package dev.tidegate.trigger;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
    private final Map<String, Cooldown> cooldowns = new HashMap<>();
    private final PlaceModel places = new PlaceModel();
    private final Policy policy;
    private final Function<String, ProfileId> profiles;

    private record Cooldown(Instant until, EventId holder) {}

    /** Customer to what happened, in order. */
    final Map<String, List<String>> log = new TreeMap<>();

    final TreeSet<String> messages = new TreeSet<>();
    final TreeSet<String> withdrawn = new TreeSet<>();

    RulesModel(List<TriggerSettings> triggers, Policy policy, Function<String, ProfileId> profiles) {
        this.triggers = triggers;
        this.policy = policy;
        this.profiles = profiles;
    }

    private static final class ModelRun {
        final TriggerSettings trigger;
        final String customer;
        final Map<String, String> match;
        final EventId origin;
        Event start;
        Instant waitFrom;
        int step = 1;

        @Nullable
        Instant deferredTo;

        Instant withdrawableUntil = Instant.MAX;

        ModelRun(TriggerSettings trigger, Event start) {
            this.trigger = trigger;
            this.customer = customer(start);
            this.match = values(start, trigger.match());
            this.origin = start.id();
            this.start = start;
            this.waitFrom = start.receivedAt();
        }

        /** What was released at this step. */
        ModelRun(ModelRun run) {
            this.trigger = run.trigger;
            this.customer = run.customer;
            this.match = run.match;
            this.origin = run.origin;
            this.start = run.start;
            this.waitFrom = run.waitFrom;
            this.step = run.step;
            this.deferredTo = run.deferredTo;
        }

        TriggerSettings.Step settings() {
            return trigger.steps().get(step - 1);
        }

        Instant due() {
            return deferredTo != null ? deferredTo : waitFrom.plus(settings().waitTime());
        }

        RunKey key() {
            return new RunKey(trigger.name(), Token.digest(Token.in(start, trigger.match())));
        }

        MessageId message() {
            return MessageId.of(trigger.name(), step, start.id(), "lab", 0);
        }
    }

    void consent(String customer, ConsentState state) {
        consent.put(customer, state);
    }

    void receive(Event event, Instant now) {
        for (ModelRun run : List.copyOf(waiting)) {
            if (cancels(event, run)) {
                waiting.remove(run);
                giveBack(run);
                note(run, Outcome.CANCELLED);
            }
        }
        for (ModelRun run : List.copyOf(released)) {
            if (cancels(event, run) && now.isBefore(run.withdrawableUntil)) {
                released.remove(run);
                withdrawn.add(message(run));
            }
        }
        // Where the last place under a cap is at stake, the more important come first, and last who only looks.
        List<TriggerSettings> inOrder = new ArrayList<>(triggers);
        inOrder.sort(Comparator.comparing((TriggerSettings trigger) -> onlyLooks(trigger, customer(event)))
                .thenComparing(
                        Comparator.comparingInt(TriggerSettings::priority).reversed()));
        for (TriggerSettings trigger : inOrder) {
            boolean on = trigger.on().contains(event.type())
                    || (trigger.on().contains("*") && !event.type().startsWith("email_"));
            if (on && trigger.mode() != TriggerSettings.Mode.OFF) {
                start(trigger, event, now);
            }
        }
        seen.add(event);
    }

    private boolean onlyLooks(TriggerSettings trigger, String customer) {
        return trigger.mode() == TriggerSettings.Mode.SHADOW
                || Holdout.holds(profiles.apply(customer), trigger.name(), trigger.holdout());
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
            giveBack(repeated);
            repeated.deferredTo = null;
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
        } else if (run.settings().waitTime().isZero()) {
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
                            .thenComparing(other -> other.key().text()))
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
        Boolean holds = holds(run.settings().condition(), run.start);
        Duration expires = trigger.expires();
        boolean marketing = trigger.messageClass() == MessageClass.MARKETING;
        if (holds == null) {
            skip(run, Outcome.ERROR, now);
        } else if (!holds) {
            skip(run, Outcome.CONDITION_FALSE, now);
        } else if (expires != null && now.isAfter(run.due().plus(expires))) {
            skip(run, Outcome.STALE, now);
        } else if (marketing && consent.get(run.customer) != ConsentState.GRANTED) {
            skip(run, Outcome.NO_CONSENT, now);
        } else if (inCooldown(run, now)) {
            skip(run, Outcome.COOLDOWN, now);
        } else {
            QuietHours quiet = marketing ? policy.frequency().quietHours() : null;
            Instant morning = quiet == null ? null : morning(now);
            boolean heldOut = Holdout.holds(profiles.apply(run.customer), trigger.name(), trigger.holdout());
            boolean shadow = trigger.mode() == TriggerSettings.Mode.SHADOW;
            if (marketing && !hasRoom(run, now, !shadow && !heldOut)) {
                skip(run, Outcome.CAPPED, now);
            } else if (quiet != null && morning != null) {
                run.deferredTo = Spread.after(morning, quiet, run.key(), run.origin);
                waiting.add(run);
                note(run, Outcome.QUIET_HOURS);
            } else if (heldOut) {
                startCooldown(run, now);
                skip(run, Outcome.HOLDOUT, now);
            } else {
                startCooldown(run, now);
                note(run, shadow ? Outcome.SHADOW : Outcome.FIRED);
                if (!shadow) {
                    messages.add(message(run));
                    Instant last = expires != null
                            ? run.due().plus(expires)
                            : later(run.due(), now).plus(Duration.ofHours(24));
                    ModelRun sent = new ModelRun(run);
                    sent.withdrawableUntil = last.plus(Duration.ofHours(1));
                    released.add(sent);
                }
                next(run, now);
            }
        }
    }

    /** Quiet hours are from 21 to 8, UTC. */
    private static @Nullable Instant morning(Instant now) {
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        LocalDateTime eight = time.toLocalDate().atTime(8, 0);
        if (time.getHour() < 8) {
            return eight.toInstant(ZoneOffset.UTC);
        }
        return time.getHour() >= 21 ? eight.plusDays(1).toInstant(ZoneOffset.UTC) : null;
    }

    private boolean hasRoom(ModelRun run, Instant now, boolean take) {
        List<Frequency.Cap> caps = policy.frequency().caps();
        if (caps.isEmpty()) {
            return true;
        }
        TriggerSettings trigger = run.trigger;
        PlaceWish wish = new PlaceWish(
                trigger.channel(), List.of(run.message()), caps, trigger.priority(), trigger.name(), take);
        return places.ask(run.customer, wish, now) instanceof Places.Room;
    }

    private void giveBack(ModelRun run) {
        if (run.deferredTo != null) {
            places.giveBack(run.customer, List.of(run.message()));
        }
    }

    private static String cooldownKey(ModelRun run) {
        TriggerSettings.Cooldown settings = Objects.requireNonNull(run.trigger.cooldown());
        String key = run.customer + " " + run.trigger.name();
        return settings.per().isEmpty()
                ? key
                : key + " " + run.start.properties().get("checkout_token");
    }

    private boolean inCooldown(ModelRun run, Instant now) {
        if (run.trigger.cooldown() == null) {
            return false;
        }
        Cooldown cooldown = cooldowns.get(cooldownKey(run));
        return cooldown != null && cooldown.until.isAfter(now) && !cooldown.holder.equals(run.origin);
    }

    private void startCooldown(ModelRun run, Instant now) {
        TriggerSettings.Cooldown settings = run.trigger.cooldown();
        if (settings != null) {
            cooldowns.put(cooldownKey(run), new Cooldown(now.plus(settings.length()), run.origin));
        }
    }

    private void skip(ModelRun run, Outcome outcome, Instant now) {
        giveBack(run);
        note(run, outcome);
        next(run, now);
    }

    private void next(ModelRun run, Instant now) {
        if (run.step < run.trigger.steps().size()) {
            run.step++;
            run.waitFrom = now;
            run.deferredTo = null;
            waiting.add(run);
            note(run, Outcome.WAITING);
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
                .add(run.trigger.name() + " " + run.step + " " + run.start.sourceId() + " " + outcome);
    }

    private static String message(ModelRun run) {
        return run.customer + " " + run.trigger.name() + " " + run.step + " " + run.start.sourceId() + " due "
                + run.due();
    }

    private static String customer(Event event) {
        return String.valueOf(event.customer().email());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
