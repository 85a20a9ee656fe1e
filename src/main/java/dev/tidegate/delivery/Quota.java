package dev.tidegate.delivery;

import java.time.Duration;

/**
 * One process's share of a destination's rate, as so many permits in a short slice of time: what an ESP sees is even, not a
 * burst at the start of each period.
 */
record Quota(int permits, Duration slice) {
    private static final Duration LEAST_SLICE = Duration.ofMillis(100);

    /** The share of each of {@code processes}; together they never exceed the rate. */
    static Quota of(DestinationSettings.Rate rate, int processes) {
        double nanosPerMessage = (double) rate.per().toNanos() * processes / rate.messages();
        long permits = (long) Math.ceil(LEAST_SLICE.toNanos() / nanosPerMessage);
        return new Quota(Math.toIntExact(permits), Duration.ofNanos((long) Math.ceil(permits * nanosPerMessage)));
    }
}
