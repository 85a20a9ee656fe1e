package dev.tidegate.segment;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.KeyWalk;
import dev.tidegate.redis.Lane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One walk over all stored profiles, in small steps with rests between them, so that it takes little of Redis and nothing
 * of the event loops: profiles are read and asked on another thread.
 */
final class Sweep {
    /** Redis looks at so many keys in a step, in well under a millisecond. */
    private static final int KEYS_PER_STEP = 1_000;

    /** So many profiles come in one answer, some 100 kB. */
    private static final int PROFILES_PER_READ = 200;

    /** With two commands a step this keeps a sweep under forty commands a second as long as profiles are few. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final int STEPS_PER_LEASE = 100;

    private final SegmentCounting.Tools tools;
    private final KeyWalk walk;
    private final Tally tally;
    private final Supplier<Future<Boolean>> mayGoOn;
    private final Promise<Tally> over = Promise.promise();
    private int steps;

    /** @param mayGoOn is asked now and then; the sweep fails when the answer is no */
    Sweep(SegmentCounting.Tools tools, Tally tally, Supplier<Future<Boolean>> mayGoOn) {
        this.tools = tools;
        this.walk = new KeyWalk(tools.redis(), tools.keys().anyProfile(), KEYS_PER_STEP);
        this.tally = tally;
        this.mayGoOn = mayGoOn;
    }

    /** Walks; the answer is the tally that it was given. */
    Future<Tally> run() {
        step();
        return over.future();
    }

    private void step() {
        steps++;
        Future<Boolean> may = steps % STEPS_PER_LEASE == 0 ? mayGoOn.get() : Future.succeededFuture(true);
        may.compose(yes -> yes ? walk.next() : Future.failedFuture(new Stopped()))
                .compose(profiles -> count(profiles, 0))
                .onSuccess(v -> {
                    if (walk.isOver()) {
                        over.complete(tally);
                    } else {
                        tools.vertx().setTimer(REST.toMillis(), rested -> step());
                    }
                })
                .onFailure(over::tryFail);
    }

    private Future<Void> count(List<Key> profiles, int from) {
        if (from >= profiles.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + PROFILES_PER_READ, profiles.size());
        List<Key> both = new ArrayList<>(2 * (to - from));
        for (Key profile : profiles.subList(from, to)) {
            both.add(profile);
            both.add(tools.keys().lineageBeside(profile));
        }
        return tools.redis()
                .values(Lane.WORK, both)
                .compose(values -> tools.vertx().executeBlocking(() -> {
                    tally.add(values);
                    return tally;
                }))
                .compose(counted -> count(profiles, to));
    }

    /** Another process counts by now, the segments have changed, or the gateway stops. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the count was given up", null, false, false);
        }
    }
}
