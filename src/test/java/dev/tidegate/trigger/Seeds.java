package dev.tidegate.trigger;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Runs a check many times, each with chance of its own, and names the seed of the one that fails. */
final class Seeds {
    /** {@code -Dtidegate.seed=N} runs the one check again that failed under N. */
    private static final Long ONLY = Long.getLong("tidegate.seed");

    private Seeds() {}

    static void check(int times, Consumer<RandomGenerator> check) {
        if (ONLY != null) {
            check.accept(new Random(ONLY));
            return;
        }
        Random seeds = new Random();
        for (int i = 0; i < times; i++) {
            long seed = seeds.nextLong();
            try {
                check.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails with -Dtidegate.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
