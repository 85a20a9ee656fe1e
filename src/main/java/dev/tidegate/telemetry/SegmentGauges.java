package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** {@code tidegate_segment_profiles}: how many profiles belonged to each segment when they were last counted. */
public final class SegmentGauges {
    private final MeterRegistry registry;
    private final Map<String, Shown> shown = new HashMap<>();

    public SegmentGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Shown(Gauge gauge, AtomicLong profiles) {}

    /** Shows these counts and no others, by the segment's name. */
    public synchronized void show(Map<String, Long> counts) {
        shown.entrySet().removeIf(entry -> {
            boolean gone = !counts.containsKey(entry.getKey());
            if (gone) {
                var unused = registry.remove(entry.getValue().gauge());
            }
            return gone;
        });
        counts.forEach((name, profiles) ->
                shown.computeIfAbsent(name, this::register).profiles().set(profiles));
    }

    private Shown register(String segment) {
        AtomicLong profiles = new AtomicLong();
        Gauge gauge = Gauge.builder("tidegate.segment.profiles", profiles, AtomicLong::doubleValue)
                .description("Profiles that belonged to the segment when they were last counted")
                .tag("segment", segment)
                .strongReference(true)
                .register(registry);
        return new Shown(gauge, profiles);
    }
}
