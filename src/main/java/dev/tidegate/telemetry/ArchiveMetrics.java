package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code tidegate_archive_events_total}: lines that were written to the archive, or had to be left out. */
public final class ArchiveMetrics {
    private final Counter written;
    private final Counter dropped;

    public ArchiveMetrics(MeterRegistry registry) {
        this.written = counter(registry, "written");
        this.dropped = counter(registry, "dropped");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("tidegate.archive.events")
                .description("Lines for the archive, by whether they got there")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** So many are in a file. */
    public void written(long events) {
        written.increment((double) events);
    }

    /** So many were left out, because the disk is too slow or refuses them. */
    public void dropped(long events) {
        dropped.increment((double) events);
    }
}
