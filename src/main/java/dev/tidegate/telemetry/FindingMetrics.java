package dev.tidegate.telemetry;

import dev.tidegate.domain.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code tidegate_quality_findings_total} for what the gateway finds out about events and about who customers are. */
public final class FindingMetrics {
    private final Counter[] flags = new Counter[Finding.Rule.values().length];

    public FindingMetrics(MeterRegistry registry) {
        for (Finding.Rule rule : Finding.Rule.values()) {
            flags[rule.ordinal()] = Counter.builder("tidegate.quality.findings")
                    .description("What was found wrong with events, by rule and by what became of the event")
                    .tags("rule", rule.label(), "outcome", "flag")
                    .register(registry);
        }
    }

    /** Something was found; the event went its way. */
    public void found(Finding.Rule rule) {
        flags[rule.ordinal()].increment();
    }
}
