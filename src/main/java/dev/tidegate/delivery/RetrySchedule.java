package dev.tidegate.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: exponential backoff with full jitter, so that messages that failed together don't come back together.
 * An ESP's {@code Retry-After} is the least there is.
 */
final class RetrySchedule {
    private final DestinationSettings.Retry settings;
    private final RandomGenerator random;

    RetrySchedule(DestinationSettings.Retry settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * How long to wait after an attempt that failed.
     *
     * @param attempt which one it was, from 1
     * @param least what the ESP asked for, if it did
     */
    Duration after(int attempt, @Nullable Duration least) {
        double longest = Math.min(
                (double) settings.max().toMillis(),
                settings.initial().toMillis() * Math.pow(settings.factor(), attempt - 1));
        long jittered = random.nextLong((long) longest + 1);
        long floor = least == null ? 0 : least.toMillis();
        return Duration.ofMillis(Math.max(jittered, floor));
    }

    /**
     * How long to wait when no attempt may be made, so that nothing counts how often. The longer a message has waited, the
     * longer it waits again, and those that are put off together don't come back together.
     *
     * @param least for how long no attempt may be made at all
     * @param waited since it could have gone
     */
    Duration putOff(Duration least, Duration waited) {
        long longest = Math.clamp(waited.toMillis(), 0, settings.max().toMillis());
        return least.plusMillis(random.nextLong(longest + 1));
    }
}
