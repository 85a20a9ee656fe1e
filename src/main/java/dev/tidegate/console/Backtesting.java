package dev.tidegate.console;

import dev.tidegate.backtest.BacktestReport;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tries triggers on recorded events, one trial at a time. */
public interface Backtesting {
    /** Completes when it is clear whether the trial can be made, not when it is. */
    Future<Started> start(Order order);

    /** One of the last trials that this process was ordered to make. */
    Optional<Job<BacktestReport>> find(String id);

    /**
     * What is to be tried.
     *
     * @param triggers the text of a {@code triggers.yaml}; the triggers in force if absent
     * @param from the first moment that counts; the beginning if absent
     * @param to the end; now if absent
     */
    record Order(Optional<String> triggers, Optional<Instant> from, Optional<Instant> to) {}

    /** What came of an order. */
    sealed interface Started {
        /** It is being carried out. */
        record Running(String id) implements Started {}

        /** Another one is being carried out. */
        record Busy() implements Started {}

        /** @param faults as {@code tidegate check} prints them */
        record Faulty(List<String> faults) implements Started {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /** Nothing is recorded. */
        record NoArchive() implements Started {}
    }
}
