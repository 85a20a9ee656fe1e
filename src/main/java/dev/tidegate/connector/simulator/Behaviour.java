package dev.tidegate.connector.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the simulator meets the messages that come. */
public sealed interface Behaviour {
    /** Takes everything at once. */
    Behaviour HEALTHY = new Healthy();

    /** What the behaviour is called in the simulator's HTTP interface. */
    String kind();

    /** Takes everything at once. */
    record Healthy() implements Behaviour {
        @Override
        public String kind() {
            return "healthy";
        }
    }

    /** Takes everything after a while. */
    record Slow(Duration by) implements Behaviour {
        @Override
        public String kind() {
            return "slow";
        }
    }

    /**
     * Takes nothing and answers with a status, until one of the limits is reached; then it is healthy again.
     *
     * @param retryAfter what stands in the {@code Retry-After} header, null for none
     * @param until null for no limit in time
     * @param requests how many are turned away
     */
    record Failing(
            int status,
            @Nullable String retryAfter,
            @Nullable Instant until,
            long requests) implements Behaviour {
        @Override
        public String kind() {
            return "failing";
        }
    }

    /** Answers 503 to so many requests. */
    static Behaviour outage(long requests) {
        return new Failing(503, null, null, requests);
    }

    /** Answers 429 to so many requests and asks to be left alone for a while. */
    static Behaviour limiting(Duration retryAfter, long requests) {
        return new Failing(429, Long.toString(retryAfter.toSeconds()), null, requests);
    }
}
