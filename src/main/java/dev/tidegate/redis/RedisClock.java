package dev.tidegate.redis;

import java.util.function.LongSupplier;

/**
 * Redis' own time, by which things are due, told from this machine's monotonic clock between measurements. It lags behind
 * by the time that an answer needs, and is never ahead; a wrong or changed clock of this machine does not matter.
 */
public final class RedisClock {
    private final LongSupplier nanos;
    private volatile Measurement last = new Measurement(0, 0);

    /** @param redisMillis what Redis told when the monotonic clock stood at {@code nanos} */
    private record Measurement(long redisMillis, long nanos) {}

    /** @param nanos a monotonic clock, such as {@link System#nanoTime} */
    public RedisClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Milliseconds since 1970. Of no use before the first heartbeat. */
    public long millis() {
        Measurement from = last;
        return from.redisMillis + (nanos.getAsLong() - from.nanos) / 1_000_000;
    }

    void measured(long redisMillis) {
        last = new Measurement(redisMillis, nanos.getAsLong());
    }
}
