package dev.tidegate.delivery;

import dev.tidegate.domain.Verdict;
import java.time.Duration;

/** Is told what happens to messages. Called on the event loop, so it must be quick. */
public interface DeliveryMeter {
    /** Measures nothing. */
    DeliveryMeter NONE = new DeliveryMeter() {
        @Override
        public void attempted(String destination, Duration took) {}

        @Override
        public void ended(String destination, Ending ending) {}

        @Override
        public void responded(String trigger, Duration sinceDue) {}

        @Override
        public void stopped(String trigger, Verdict.Outcome outcome) {}

        @Override
        public void breaker(String destination, BreakerState state) {}
    };

    /** An attempt was made, whatever came of it. */
    void attempted(String destination, Duration took);

    /** An attempt, or the wait for one, ended so. */
    void ended(String destination, Ending ending);

    /** The ESP has taken a message, so long after its trigger was due. */
    void responded(String trigger, Duration sinceDue);

    /** A released message was held back before an attempt. */
    void stopped(String trigger, Verdict.Outcome outcome);

    /** A destination's circuit breaker has changed. */
    void breaker(String destination, BreakerState state);

    /** The outcomes that {@code tidegate_delivery_attempts_total} tells apart. */
    enum Ending {
        DELIVERED,
        RETRY,
        DEAD,
        EXPIRED,
        UNKNOWN
    }

    /** What a circuit breaker lets through: everything, nothing, or a few attempts to see. */
    enum BreakerState {
        CLOSED,
        OPEN,
        HALF_OPEN
    }
}
