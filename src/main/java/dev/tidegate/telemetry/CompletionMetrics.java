package dev.tidegate.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** {@code tidegate_completion_seconds}: how long providers take to tell what thin events lack, and what came of it. */
public final class CompletionMetrics {
    private static final Duration[] BUCKETS = Meters.buckets(0.05, 0.1, 0.2, 0.5, 1, 2, 5);

    private final MeterRegistry registry;

    public CompletionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A question was asked.
     *
     * @param outcome found, refused, denied, limited or failed
     */
    public void asked(String source, String outcome, Duration took) {
        Timer.builder("tidegate.completion")
                .description("From a question to a source's provider to its answer")
                .tags("source", source, "outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }
}
