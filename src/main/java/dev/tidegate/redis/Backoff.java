package dev.tidegate.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between attempts: a random part of a bound that doubles up to a limit ("full jitter"). */
public record Backoff(Duration first, Duration most) {
    private static final int MAX_DOUBLINGS = 20;

    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff needs 0 < first <= most");
        }
    }

    /** @param failures how many attempts have failed in a row, from 1 */
    Duration after(int failures, RandomGenerator random) {
        long bound = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.min(bound, most.toMillis()) + 1));
    }
}
