package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import java.time.Duration;

/** The keys under {@code circuit_breaker} of a destination. */
final class BreakerKeys {
    private static final Key<Integer> WINDOW = Key.optional(
                    "window", Quantities.integer(1, 10_000), "The last so many calls that are looked at.")
            .or("50");
    private static final Key<Integer> FAILURE_RATE = Key.optional(
                    "failure_rate", Quantities.percent(1, 100), "Share of them, in percent, that may fail or be slow.")
            .or("50");
    private static final Key<Duration> SLOW_CALL = Key.optional(
                    "slow_call",
                    Quantities.duration(Duration.ofMillis(10), Duration.ofMinutes(2)),
                    "From when on a call counts as slow.")
            .or("8s");
    private static final Key<Duration> OPEN_FOR = Key.optional(
                    "open_for",
                    Quantities.duration(Duration.ofMillis(10), Duration.ofHours(1)),
                    "How long nothing is sent before it is tried again.")
            .or("30s");

    static final Shape<Breaker> SHAPE = ObjectShape.of(
            v -> new Breaker(v.get(WINDOW), v.get(FAILURE_RATE), v.get(SLOW_CALL), v.get(OPEN_FOR)),
            WINDOW,
            FAILURE_RATE,
            SLOW_CALL,
            OPEN_FOR);

    private BreakerKeys() {}
}
