package dev.tidegate.telemetry;

import dev.tidegate.domain.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code tidegate_decisions_total}: one count for each change of a run's state. */
public final class DecisionMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter[]> counters = new ConcurrentHashMap<>();

    /** Meters for these triggers, all at zero. */
    public DecisionMetrics(MeterRegistry registry, Collection<String> triggers) {
        this.registry = registry;
        triggers.forEach(trigger -> counters.put(trigger, register(trigger)));
    }

    /** Counts one decision on one trigger. */
    public void decided(String trigger, Verdict.Outcome outcome) {
        Counter[] known = counters.get(trigger);
        if (known == null) {
            known = counters.computeIfAbsent(trigger, this::register);
        }
        known[outcome.ordinal()].increment();
    }

    private Counter[] register(String trigger) {
        Counter[] outcomes = new Counter[Verdict.Outcome.values().length];
        for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
            outcomes[outcome.ordinal()] = Counter.builder("tidegate.decisions")
                    .description("Decisions on triggers, by how they ended")
                    .tags("trigger", trigger, "outcome", outcome.label())
                    .register(registry);
        }
        return outcomes;
    }
}
