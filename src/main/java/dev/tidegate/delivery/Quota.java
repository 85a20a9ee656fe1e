package dev.tidegate.delivery;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process holds of a destination's rate. It draws ahead of need, but no more than wants to go, so that little is
 * lost when it is not used; what it holds is good for a short time only, so that a process which stood still does not make up
 * for it later. Belongs to one event loop.
 */
final class Quota {
    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);

    /** How long a permit is good after it was asked for. */
    static final Duration GOOD_FOR = Duration.ofMillis(500);

    /** When the pool could not be asked. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** All attempts under way may be told to rest, each a moment later; the others hear of it once. */
    private static final Duration SAME_REST = Duration.ofMillis(100);

    /** Processes that wait for the same permit come at different times, so that it is not always the same one's. */
    private static final int SPREAD_MS = 10;

    private final Pool pool;
    private final int chunk;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable answered;
    private int held;
    private Instant goodUntil = Instant.MIN;
    private boolean asking;
    private Instant nextDraw = Instant.MIN;
    private Instant told = Instant.EPOCH;

    /**
     * @param chunk most permits to hold
     * @param answered is called when the pool has answered, so that it may be worth trying again
     */
    Quota(Pool pool, int chunk, InstantSource clock, RandomGenerator random, Runnable answered) {
        this.pool = pool;
        this.chunk = chunk;
        this.clock = clock;
        this.random = random;
        this.answered = answered;
    }

    /** The rate that all processes share. */
    interface Pool {
        Future<Draw> draw(int most);

        /** Gives nothing to anybody for so long. */
        Future<Void> rest(Duration rest);
    }

    /** What was drawn, and how long it takes until there is as much again. */
    record Draw(int permits, Duration refill) {}

    /**
     * Uses one permit, if there is one.
     *
     * @param wanted how many could be used now
     */
    boolean take(int wanted) {
        drawFor(wanted);
        if (held() == 0) {
            return false;
        }
        held--;
        return true;
    }

    /** Whether there is a permit to take now. */
    boolean has() {
        drawFor(1);
        return held() > 0;
    }

    /** Something may want to go soon. Where permits are rare, none is risked for that. */
    void foresee() {
        if (chunk > 1) {
            drawFor(1);
        }
    }

    /** A permit that was not used after all. */
    void giveBack(Instant wasGoodUntil) {
        if (clock.instant().isBefore(wasGoodUntil)) {
            held++;
        }
    }

    /** Until when a permit that is taken now may be used or given back. */
    Instant goodUntil() {
        return goodUntil;
    }

    boolean isAsking() {
        return asking;
    }

    /** How long until it makes sense to try again, when nobody is being asked. */
    Duration untilNextDraw() {
        return Duration.between(clock.instant(), nextDraw);
    }

    /** The ESP wants to be left alone, by all processes. */
    void rest(Duration rest) {
        held = 0;
        Instant until = clock.instant().plus(rest);
        if (until.isAfter(told.plus(SAME_REST))) {
            told = until;
            pool.rest(rest).onFailure(cause -> LOG.debug("the other processes were not told to rest", cause));
        }
    }

    private int held() {
        if (!clock.instant().isBefore(goodUntil)) {
            held = 0;
        }
        return held;
    }

    private void drawFor(int wanted) {
        Instant now = clock.instant();
        int enough = Math.min(wanted, Math.ceilDiv(chunk, 2));
        if (asking || held() >= enough || now.isBefore(nextDraw)) {
            return;
        }
        asking = true;
        pool.draw(Math.min(wanted, chunk) - held).onComplete(done -> {
            asking = false;
            if (done.succeeded()) {
                drawn(done.result(), now);
            } else {
                LOG.debug("no permits can be drawn now", done.cause());
                nextDraw = clock.instant().plus(PAUSE);
            }
            answered.run();
        });
    }

    /** Of an answer that came late one permit is used nevertheless: a slow Redis makes sending slow and does not end it. */
    private void drawn(Draw draw, Instant askedAt) {
        Instant now = clock.instant();
        boolean late = !now.isBefore(askedAt.plus(GOOD_FOR));
        held = late ? Math.min(1, draw.permits()) : held() + draw.permits();
        goodUntil = (late ? now : askedAt).plus(GOOD_FOR);
        if (draw.refill().isPositive()) {
            nextDraw = now.plus(draw.refill()).plusMillis(random.nextInt(SPREAD_MS));
        }
    }
}
