package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All triggers in force, found by the type of an event; never changed, a new configuration makes a new one. */
public final class Triggers {
    private static final Duration SHORTEST_MEMORY = Duration.ofDays(1);

    private final Map<String, Trigger> byName;
    private final Segments segments;
    private final Map<String, List<Trigger>> byType = new HashMap<>();
    private final List<Trigger> onAnyActivity;
    private final Map<String, CancelType> cancelTypes = new HashMap<>();
    private final Duration markLifetime;
    private final Duration recentLifetime;

    /** Triggers that ask for no segments. */
    public Triggers(List<TriggerSettings> settings, Policy policy, TriggerExpressions expressions) {
        this(settings, policy, expressions, Segments.NONE);
    }

    /** @throws IllegalArgumentException if two triggers have one name, or an expression has a fault */
    public Triggers(TriggerRules rules, Policy policy, TriggerExpressions expressions) {
        this(rules.triggers(), policy, expressions, new Segments(rules.segments(), expressions));
    }

    private Triggers(List<TriggerSettings> settings, Policy policy, TriggerExpressions expressions, Segments segments) {
        this(compiled(settings, policy, expressions, segments), segments);
    }

    private Triggers(Map<String, Trigger> byName, Segments segments) {
        this.byName = byName;
        this.segments = segments;
        List<Trigger> working =
                byName.values().stream().filter(trigger -> !trigger.off()).toList();
        this.onAnyActivity = working.stream().filter(Triggers::anyActivity).toList();
        for (Trigger trigger : working) {
            for (String type : trigger.settings().on()) {
                byType.computeIfAbsent(type, missing -> on(type, working));
            }
        }
        for (Trigger trigger : byName.values()) {
            trigger.unless()
                    .forEach(unless -> cancelTypes
                            .computeIfAbsent(unless.type(), type -> new CancelType())
                            .add(trigger.settings().match(), unless.condition() != null));
        }
        this.markLifetime = longestWait(byName.values().stream()
                .filter(trigger -> !trigger.unless().isEmpty()
                        && !trigger.settings().match().isEmpty())
                .toList());
        this.recentLifetime = longestWait(byName.values().stream()
                .filter(trigger -> !trigger.unless().isEmpty())
                .toList());
    }

    private static Map<String, Trigger> compiled(
            List<TriggerSettings> settings, Policy policy, TriggerExpressions expressions, Segments segments) {
        Map<String, Trigger> byName = new LinkedHashMap<>();
        for (TriggerSettings one : settings) {
            if (byName.put(one.name(), new Trigger(one, policy, expressions, segments)) != null) {
                throw new IllegalArgumentException("two triggers of one name");
            }
        }
        return byName;
    }

    /**
     * The same triggers as the operator has switched them, which stands above their {@code mode}.
     *
     * @param enabled by name; a trigger that is not in it is left to its settings
     */
    public Triggers switched(Map<String, Boolean> enabled) {
        Map<String, Trigger> switched = new LinkedHashMap<>();
        byName.forEach((name, trigger) -> switched.put(name, trigger.switched(enabled.get(name))));
        return new Triggers(switched, segments);
    }

    /** Whether some trigger names this type under {@code unless}. */
    public boolean isCancelType(String type) {
        return cancelTypes.containsKey(type);
    }

    /** Whether some trigger looks at events of this type, under {@code on} or {@code unless}. */
    public boolean looksAt(String type) {
        return isCancelType(type) || !on(type).isEmpty();
    }

    /** What must be remembered of this event, or null when it cancels nothing. */
    public @Nullable CancelEvent cancelEvent(Event event) {
        CancelType cancels = cancelTypes.get(event.type());
        return cancels == null
                ? null
                : new CancelEvent(
                        event.id(),
                        event.type(),
                        event.occurredAt(),
                        event.receivedAt(),
                        Token.in(event, cancels.match),
                        cancels.conditional ? event : null);
    }

    /** How long a cancel mark must live: as the longest wait that uses marks, a day at least. */
    public Duration markLifetime() {
        return markLifetime;
    }

    /** The settings of the trigger of this name, whatever its mode, or null when there is none. */
    public @Nullable TriggerSettings named(String name) {
        Trigger trigger = byName.get(name);
        return trigger == null ? null : trigger.settings();
    }

    /** The segments that the triggers may ask for. */
    public Segments segments() {
        return segments;
    }

    /** Whether a cooldown that ends then was in force at that time already, as far as its length is known. */
    public boolean startedBy(Instant at, CooldownKey key, Instant until) {
        Trigger trigger = byName.get(key.trigger());
        TriggerSettings.Cooldown cooldown =
                trigger == null ? null : trigger.settings().cooldown();
        return cooldown == null || !until.minus(cooldown.length()).isAfter(at);
    }

    @Nullable
    Trigger trigger(String name) {
        return byName.get(name);
    }

    /** The working triggers that an event of this type sets off, in the order of the configuration. */
    List<Trigger> on(String type) {
        List<Trigger> named = byType.get(type);
        if (named != null) {
            return named;
        }
        return onAnyActivity.isEmpty() || !EventTypes.isActivity(type) ? List.of() : onAnyActivity;
    }

    /** How long a customer's own cancelling events are remembered. */
    Duration recentLifetime() {
        return recentLifetime;
    }

    private static List<Trigger> on(String type, List<Trigger> working) {
        boolean activity = EventTypes.isActivity(type);
        return working.stream()
                .filter(trigger -> trigger.settings().on().contains(type) || (activity && anyActivity(trigger)))
                .toList();
    }

    private static boolean anyActivity(Trigger trigger) {
        return trigger.settings().on().contains(TriggerSettings.ANY_ACTIVITY);
    }

    private static Duration longestWait(List<Trigger> triggers) {
        return triggers.stream()
                .map(Trigger::longestWait)
                .filter(wait -> wait.compareTo(SHORTEST_MEMORY) > 0)
                .max(Duration::compareTo)
                .orElse(SHORTEST_MEMORY);
    }

    /** What all triggers together want to know of events of one type that cancels. */
    private static final class CancelType {
        private final Set<String> match = new LinkedHashSet<>();
        private boolean conditional;

        void add(List<String> properties, boolean condition) {
            match.addAll(properties);
            conditional |= condition;
        }
    }
}
