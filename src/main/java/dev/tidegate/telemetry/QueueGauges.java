package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code tidegate_queue_depth} and {@code tidegate_queue_oldest_seconds}: what waits, as it was when somebody last
 * counted. The age goes on growing between two counts.
 */
public final class QueueGauges {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<Queue, Reading> readings = new ConcurrentHashMap<>();

    public QueueGauges(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Shows what was counted.
     *
     * @param queue events, timers, thin, deliveries, retries or dead
     * @param destination its name, or empty where the queue is not one destination's
     * @param oldest since when the oldest entry waits, or null when nothing does
     */
    public void show(String queue, String destination, long depth, @Nullable Instant oldest) {
        Reading reading = readings.computeIfAbsent(new Queue(queue, destination), this::register);
        reading.depth = depth;
        reading.oldest = oldest;
    }

    private Reading register(Queue queue) {
        Reading reading = new Reading();
        Gauge.builder("tidegate.queue.depth", reading, r -> r.depth)
                .description("Entries that wait")
                .tags("queue", queue.name, "destination", queue.destination)
                .strongReference(true)
                .register(registry);
        Gauge.builder("tidegate.queue.oldest", reading, this::age)
                .description("For how long the oldest entry has been waiting")
                .baseUnit("seconds")
                .tags("queue", queue.name, "destination", queue.destination)
                .strongReference(true)
                .register(registry);
        return reading;
    }

    private double age(Reading reading) {
        Instant oldest = reading.oldest;
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3);
    }

    private record Queue(String name, String destination) {}

    private static final class Reading {
        private volatile long depth;
        private volatile @Nullable Instant oldest;
    }
}
