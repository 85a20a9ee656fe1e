package dev.tidegate.delivery;

import java.time.Duration;

/**
 * How a destination's rate is drawn.
 *
 * @param nanosPerPermit how long it takes to earn one
 * @param chunk as many as a process draws at once: what an ESP sees is even, not a burst at the start of each period
 * @param ahead how far drawing may be ahead of earning: a chunk, and what would be lost because a process comes late for it
 */
record Pace(long nanosPerPermit, int chunk, Duration ahead) {
    private static final Duration CHUNK = Duration.ofMillis(50);
    private static final Duration LATENESS = Duration.ofMillis(50);

    static Pace of(DestinationSettings.Rate rate) {
        long nanosPerPermit = Math.ceilDiv(rate.per().toNanos(), rate.messages());
        int chunk = Math.toIntExact(Math.max(1, CHUNK.toNanos() / nanosPerPermit));
        return new Pace(
                nanosPerPermit, chunk, Duration.ofNanos(chunk * nanosPerPermit).plus(LATENESS));
    }
}
