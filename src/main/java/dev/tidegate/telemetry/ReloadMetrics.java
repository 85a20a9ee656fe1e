package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code tidegate_config_reloads_total}. */
public final class ReloadMetrics {
    private final Counter accepted;
    private final Counter rejected;

    public ReloadMetrics(MeterRegistry registry) {
        accepted = counter(registry, "accepted");
        rejected = counter(registry, "rejected");
    }

    /** A new version of the configuration is in force. */
    public void accepted() {
        accepted.increment();
    }

    /** A new version was faulty; the running one stays. */
    public void rejected() {
        rejected.increment();
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("tidegate.config.reloads")
                .description("New versions of the configuration")
                .tag("outcome", outcome)
                .register(registry);
    }
}
