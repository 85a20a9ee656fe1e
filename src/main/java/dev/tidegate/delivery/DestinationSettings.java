package dev.tidegate.delivery;

import dev.tidegate.connector.ConnectorSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One destination of {@code destinations.yaml}.
 *
 * @param type what only this kind of destination needs
 * @param timeout for one attempt, from the first look at the address to the last byte of the answer
 * @param concurrency attempts under way at one time, in each process
 * @param rate what all processes together may send; null for no limit
 * @param onUnknown what to do with a message that the ESP may or may not have taken; null for what fits the connector
 * @param allowPrivate whether its URL may lead to an address that is not of the public internet
 * @param onlyTo whom it may reach
 * @param paused whether nothing is sent, unless the operator said otherwise
 * @param verify whether it is asked at start if it accepts the credentials
 */
public record DestinationSettings(
        String name,
        ConnectorSettings type,
        Duration timeout,
        int concurrency,
        @Nullable Rate rate,
        Retry retry,
        Breaker breaker,
        @Nullable OnUnknown onUnknown,
        boolean allowPrivate,
        OnlyTo onlyTo,
        boolean paused,
        boolean verify) {

    public DestinationSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1");
        }
    }

    /** A destination with the defaults for all that is the same for every type. */
    public static DestinationSettings of(String name, ConnectorSettings type) {
        return new DestinationSettings(
                name,
                type,
                Duration.ofSeconds(10),
                32,
                null,
                Retry.DEFAULT,
                Breaker.DEFAULT,
                null,
                false,
                OnlyTo.ANYBODY,
                false,
                false);
    }

    /** What to do with a message that the ESP may or may not have taken. */
    public enum OnUnknown {
        /** Try again under the same id. */
        RETRY,
        /** Put it with the dead letters, for a person to decide. */
        PARK
    }

    /** So many messages in a period. */
    public record Rate(int messages, Duration per) {
        public Rate {
            if (messages < 1 || per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("a rate is at least one message in a positive time");
            }
        }
    }

    /**
     * When a failed attempt is repeated.
     *
     * @param initial the longest wait before the first repetition
     * @param factor by which the longest wait grows each time
     * @param max the longest wait of all
     * @param giveUpAfter nothing is tried again that long after the message was released
     * @param maxAttempts null for no limit
     */
    public record Retry(
            Duration initial,
            double factor,
            Duration max,
            Duration giveUpAfter,
            @Nullable Integer maxAttempts) {
        public static final Retry DEFAULT =
                new Retry(Duration.ofSeconds(1), 2, Duration.ofHours(1), Duration.ofHours(24), null);

        public Retry {
            if (initial.isNegative() || max.compareTo(initial) < 0 || giveUpAfter.isNegative()) {
                throw new IllegalArgumentException("retry times are not negative, and max is not below initial");
            }
            if (!(factor >= 1) || factor > 100) {
                throw new IllegalArgumentException("factor is from 1 to 100");
            }
            if (maxAttempts != null && maxAttempts < 1) {
                throw new IllegalArgumentException("max_attempts is at least 1");
            }
        }
    }

    /**
     * When a destination is left alone for a while.
     *
     * @param window how many of the last attempts are looked at
     * @param failureRate in percent: so many failed, or so many slow, and the breaker opens
     * @param slowCall an attempt that takes longer is slow
     * @param openFor how long until it is tried whether the destination is well again
     */
    public record Breaker(int window, int failureRate, Duration slowCall, Duration openFor) {
        public static final Breaker DEFAULT = new Breaker(50, 50, Duration.ofSeconds(8), Duration.ofSeconds(30));

        public Breaker {
            if (window < 1 || failureRate < 1 || failureRate > 100) {
                throw new IllegalArgumentException("window is at least 1, failure_rate from 1 to 100");
            }
            if (slowCall.isNegative() || slowCall.isZero() || openFor.isNegative() || openFor.isZero()) {
                throw new IllegalArgumentException("slow_call and open_for must be positive");
            }
        }
    }
}
