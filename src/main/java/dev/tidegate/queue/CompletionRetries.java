package dev.tidegate.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask again for what a thin event lacks: the longer it has waited, the later, so that the pauses double without anybody
 * counting, with jitter so that events that failed together do not come back together.
 */
final class CompletionRetries {
    private static final long SHORTEST_MS = 1_000;
    private static final long LONGEST_MS = 60_000;

    private final RandomGenerator random;

    CompletionRetries(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait.
     *
     * @param waited for how long the event has waited so far
     * @param least what the provider asked for
     */
    Duration after(Duration waited, Duration least) {
        long longest = Math.clamp(waited.toMillis(), SHORTEST_MS, LONGEST_MS);
        long jittered = longest / 2 + random.nextLong(longest / 2 + 1);
        return Duration.ofMillis(Math.max(jittered, least.toMillis() + random.nextLong(SHORTEST_MS / 4)));
    }
}
