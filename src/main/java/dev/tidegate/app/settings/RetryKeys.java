package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.delivery.DestinationSettings.Retry;
import java.time.Duration;
import java.util.Optional;

/** The keys under {@code retry} of a destination. */
final class RetryKeys {
    private static final Key<Duration> INITIAL = Key.optional(
                    "initial",
                    Quantities.duration(Duration.ofMillis(1), Duration.ofHours(24)),
                    "Longest pause before the second attempt.")
            .or("1s");
    private static final Key<Double> FACTOR = Key.optional(
                    "factor", Quantities.decimal(1, 10), "By what the longest pause grows with each attempt.")
            .or("2");
    private static final Key<Duration> MAX = Key.optional(
                    "max",
                    Quantities.duration(Duration.ofMillis(1), Duration.ofHours(24)),
                    "Where the longest pause stops growing.")
            .or("1h");
    private static final Key<String> JITTER = Key.optional(
                    "jitter",
                    Scalars.choice("full"),
                    "How the pause is chosen: full is a random time between nothing and the longest pause.")
            .or("full");
    private static final Key<Duration> GIVE_UP_AFTER = Key.optional(
                    "give_up_after",
                    Quantities.duration(Duration.ofMillis(100), Duration.ofDays(30)),
                    "How long after its release a message is tried; then it is a dead letter.")
            .or("24h");
    private static final Key<Integer> MAX_ATTEMPTS = Key.optional(
            "max_attempts", Quantities.integer(1, 1_000), "How often a message is tried; without a limit by default.");

    static final Shape<Retry> SHAPE = ObjectShape.<Retry>of(
                    RetryKeys::settings, INITIAL, FACTOR, MAX, JITTER, GIVE_UP_AFTER, MAX_ATTEMPTS)
            .checking(RetryKeys::checkMax);

    private RetryKeys() {}

    private static Retry settings(Values values) {
        return new Retry(
                values.get(INITIAL),
                values.get(FACTOR),
                values.get(MAX),
                values.get(GIVE_UP_AFTER),
                values.find(MAX_ATTEMPTS).orElse(null));
    }

    private static void checkMax(Values values) {
        Optional<Duration> initial = values.find(INITIAL);
        if (initial.isPresent()
                && values.find(MAX)
                        .filter(max -> max.compareTo(initial.get()) < 0)
                        .isPresent()) {
            values.problem(
                    values.isSet(MAX) ? MAX : INITIAL, "leaves max shorter than initial; allowed: initial up to max");
        }
    }
}
