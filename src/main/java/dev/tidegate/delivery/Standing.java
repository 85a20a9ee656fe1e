package dev.tidegate.delivery;

import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
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
 * Whether the one that a destination's settings name bears an attempt now: what it has asked for, whether it lets us in, its
 * circuit breaker, and how many attempts at a time it has shown to bear. Belongs to one event loop.
 */
final class Standing {
    /** So many attempts show whether it is well again. */
    static final int HALF_OPEN_ATTEMPTS = 3;

    /** How long it is left alone when it does not let us in; then one attempt shows whether it does again. */
    static final Duration ACCOUNT_REST = Duration.ofMinutes(1);

    private static final int LEAST_CALLS = 10;
    private static final Duration SOON = Duration.ofMillis(20);

    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private final Duration openFor;
    private final Window window;
    private Instant pausedUntil = Instant.EPOCH;
    private Instant openUntil = Instant.EPOCH;
    private int underWay;
    /** It does not let us in: one attempt at a time shows whether it does again. */
    private boolean shutOut;

    /** @param changed is told of each change of the breaker */
    Standing(DestinationSettings settings, InstantSource clock, Consumer<BreakerState> changed) {
        this.clock = clock;
        this.openFor = settings.breaker().openFor();
        this.window = new Window(settings.concurrency(), clock);
        this.breaker = CircuitBreaker.of(settings.name(), breakerConfig(settings.breaker(), clock));
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> onBreaker(event.getStateTransition().getToState(), changed));
    }

    /** Begins an attempt; answers what is in its way, or null if it was begun. */
    Permits.@Nullable Answer begin() {
        Duration rest = rest();
        if (rest.isPositive()) {
            return new Permits.Answer.Later(rest);
        }
        if (room() <= 0) {
            return new Permits.Answer.WhenTold();
        }
        if (!breaker.tryAcquirePermission()) {
            return breaker.getState() == CircuitBreaker.State.HALF_OPEN
                    ? new Permits.Answer.WhenTold()
                    : new Permits.Answer.Later(rest().compareTo(SOON) > 0 ? rest() : SOON);
        }
        underWay++;
        return null;
    }

    /** How long it is to be left alone as far as is known; not positive when it need not be. */
    Duration rest() {
        boolean open = breaker.getState() == CircuitBreaker.State.OPEN;
        Instant until = open && openUntil.isAfter(pausedUntil) ? openUntil : pausedUntil;
        return Duration.between(clock.instant(), until);
    }

    /** What is in the way of an attempt now; null if nothing is. */
    Permits.@Nullable Answer obstacle() {
        Permits.Answer obstacle = begin();
        if (obstacle == null) {
            saidNothing();
        }
        return obstacle;
    }

    /** How many more attempts may be under way. */
    int room() {
        return (shutOut ? 1 : window.size()) - underWay;
    }

    /** It answered like a healthy one. */
    void succeeded(Duration took) {
        underWay--;
        window.wentWell();
        breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** It is well and wants fewer attempts. */
    void throttled(Duration took) {
        underWay--;
        window.tooMany();
        breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** It could not be reached, gave no answer, or said that it is not well. */
    void failed(Duration took) {
        underWay--;
        breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new Failed());
    }

    /** The attempt said nothing of it. */
    void saidNothing() {
        underWay--;
        breaker.releasePermission();
    }

    /** It asked to be left alone for so long from now on. */
    void pause(Duration wait) {
        Instant until = clock.instant().plus(wait);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    /** It does not let us in; answers whether that is news. */
    boolean shutOut() {
        boolean news = !shutOut;
        shutOut = true;
        pause(ACCOUNT_REST);
        return news;
    }

    boolean isShutOut() {
        return shutOut;
    }

    /** It takes messages; answers whether that is news. */
    boolean letIn() {
        boolean news = shutOut;
        shutOut = false;
        return news;
    }

    private void onBreaker(CircuitBreaker.State state, Consumer<BreakerState> changed) {
        switch (state) {
            case OPEN -> {
                openUntil = clock.instant().plus(openFor);
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

    /** What the breaker is given in the place of an exception that was never thrown. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed() {
            super("failed", null, false, false);
        }
    }
}
