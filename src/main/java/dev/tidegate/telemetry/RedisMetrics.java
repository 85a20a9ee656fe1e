package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code tidegate_redis_up} and {@code tidegate_redis_command_seconds}. */
public final class RedisMetrics {
    private static final Duration[] BUCKETS =
            Meters.buckets(0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1);

    private final MeterRegistry registry;
    private final Map<String, Timer> commands = new ConcurrentHashMap<>();
    private volatile boolean up;

    public RedisMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidegate.redis.up", this, metrics -> metrics.up ? 1 : 0)
                .description("1 while Redis answers")
                .strongReference(true)
                .register(registry);
    }

    /** A command was answered, or failed; in the shape of {@code redis.RedisObserver}. */
    public void answered(String command, long nanos, boolean ok) {
        Timer known = commands.get(command);
        if (known == null) {
            known = commands.computeIfAbsent(command, this::register);
        }
        known.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Whether Redis answers now. */
    public void up(boolean isUp) {
        up = isUp;
    }

    private Timer register(String command) {
        return Timer.builder("tidegate.redis.command")
                .description("From the call to the answer of a command or script")
                .tag("command", command)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
