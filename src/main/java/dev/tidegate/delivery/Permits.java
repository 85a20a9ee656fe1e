package dev.tidegate.delivery;

import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt may be made at one destination now: concurrency, circuit breaker and rate, in this order, because a
 * permit of the rate is shared with other processes. Nothing here blocks. Belongs to one event loop.
 */
final class Permits {
    /** So many attempts show whether a destination is well again. */
    static final int HALF_OPEN_ATTEMPTS = 3;

    /** How long a destination is left alone that does not let us in; then one attempt shows whether it does again. */
    static final Duration ACCOUNT_REST = Duration.ofMinutes(1);

    private static final int LEAST_CALLS = 10;
    private static final Duration SOON = Duration.ofMillis(20);

    private final DestinationSettings settings;
    private final InstantSource clock;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final @Nullable Quota quota;
    private Instant pausedUntil = Instant.MIN;
    private Instant openUntil = Instant.MIN;
    private final Window window;
    private int underWay;
    /** The ESP does not let us in: one attempt at a time shows whether it does again. */
    private boolean shutOut;

    /**
     * @param quota what this process holds of the rate; null for a destination without one
     * @param changed is told of each change of the breaker
     */
    Permits(DestinationSettings settings, @Nullable Quota quota, InstantSource clock, Consumer<BreakerState> changed) {
        this.settings = settings;
        this.quota = quota;
        this.clock = clock;
        this.window = new Window(settings.concurrency(), clock);
        this.bulkhead = Bulkhead.of(
                settings.name(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrency())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.breaker = CircuitBreaker.of(settings.name(), breakerConfig(settings.breaker(), clock));
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> onBreaker(event.getStateTransition().getToState(), changed));
    }

    /** What came of asking. */
    sealed interface Answer {
        /** The attempt may be made. */
        record Granted(Permit permit) implements Answer {}

        /** Not yet: ask again after that time. */
        record Later(Duration rest) implements Answer {}

        /** Not before an attempt under way has ended, or the rate's next permits have come. */
        record WhenTold() implements Answer {}
    }

    /** @param waiting how many attempts wait to be made, this one included */
    Answer ask(int waiting) {
        Duration pause = pause();
        if (pause.isPositive()) {
            return new Answer.Later(pause);
        }
        int room = (shutOut ? 1 : window.size()) - underWay;
        if (room <= 0 || !bulkhead.tryAcquirePermission()) {
            return new Answer.WhenTold();
        }
        if (!breaker.tryAcquirePermission()) {
            bulkhead.releasePermission();
            return breaker.getState() == CircuitBreaker.State.HALF_OPEN
                    ? new Answer.WhenTold()
                    : new Answer.Later(max(SOON, Duration.between(clock.instant(), max(openUntil, Instant.EPOCH))));
        }
        // one more than there is room for, so that the next attempt need not wait for its permit when one ends
        if (quota != null && !quota.take(Math.min(waiting, room + 1))) {
            breaker.releasePermission();
            bulkhead.releasePermission();
            return quota.isAsking() ? new Answer.WhenTold() : new Answer.Later(quota.untilNextDraw());
        }
        underWay++;
        return new Answer.Granted(new Permit(quota == null ? Instant.MIN : quota.goodUntil()));
    }

    /** Messages are being looked for: the rate's permit for one can come at the same time. */
    void foresee() {
        if (quota != null && !shutOut && breaker.getState() != CircuitBreaker.State.OPEN && !pause().isPositive()) {
            quota.foresee();
        }
    }

    /** The ESP asked to be left alone; it means all of us. */
    void rest(Duration wait) {
        pause(wait);
        if (quota != null) {
            quota.rest(wait);
        }
    }

    private Duration pause() {
        return Duration.between(clock.instant(), max(pausedUntil, Instant.EPOCH));
    }

    private void pause(Duration wait) {
        pausedUntil = max(pausedUntil, clock.instant().plus(wait));
    }

    /** The ESP does not let us in; answers whether that is news. */
    boolean shutOut() {
        boolean news = !shutOut;
        shutOut = true;
        pause(ACCOUNT_REST);
        return news;
    }

    boolean isShutOut() {
        return shutOut;
    }

    /** The ESP takes messages; answers whether that is news. */
    boolean letIn() {
        boolean news = shutOut;
        shutOut = false;
        return news;
    }

    private void onBreaker(CircuitBreaker.State state, Consumer<BreakerState> changed) {
        switch (state) {
            case OPEN -> {
                openUntil = clock.instant().plus(settings.breaker().openFor());
                changed.accept(BreakerState.OPEN);
            }
            case HALF_OPEN -> changed.accept(BreakerState.HALF_OPEN);
            case CLOSED, DISABLED, FORCED_OPEN, METRICS_ONLY -> changed.accept(BreakerState.CLOSED);
        }
    }

    private static CircuitBreakerConfig breakerConfig(DestinationSettings.Breaker settings, InstantSource clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.min(settings.window(), LEAST_CALLS))
                .failureRateThreshold(settings.failureRate())
                .slowCallRateThreshold(settings.failureRate())
                .slowCallDurationThreshold(settings.slowCall())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(HALF_OPEN_ATTEMPTS)
                .clock(clock.withZone(ZoneOffset.UTC))
                .writableStackTraceEnabled(false)
                .build();
    }

    private static <T extends Comparable<? super T>> T max(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Leave for one attempt. It ends once: after the attempt as it went, used or unused. */
    final class Permit {
        private final Instant goodUntil;
        private boolean ended;

        private Permit(Instant goodUntil) {
            this.goodUntil = goodUntil;
        }

        /** The ESP answered like a healthy one, whatever it said of the message. */
        void succeeded(Duration took) {
            if (end()) {
                window.wentWell();
                breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** The ESP is well and wants fewer attempts. */
        void throttled(Duration took) {
            if (end()) {
                window.tooMany();
                breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** The ESP could not be reached, gave no answer, or said that it is not well. */
        void failed(Duration took) {
            if (end()) {
                breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new Failed());
            }
        }

        /** An attempt was made, and says nothing of how the destination is. */
        void used() {
            if (end()) {
                breaker.releasePermission();
            }
        }

        /** No attempt was made after all. */
        void unused() {
            if (end()) {
                breaker.releasePermission();
                if (quota != null) {
                    quota.giveBack(goodUntil);
                }
            }
        }

        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            underWay--;
            bulkhead.onComplete();
            return true;
        }
    }

    /** What the breaker is given in the place of an exception that was never thrown. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed() {
            super("failed", null, false, false);
        }
    }
}
