package dev.tidegate.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Does something again, with growing pauses, until it succeeds: for what must not be left undone and may be repeated. */
final class Persistent<T> {
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final Vertx vertx;
    private final Supplier<Future<T>> work;
    private final Promise<T> done = Promise.promise();
    private long pauseMs = FIRST_PAUSE_MS;

    private Persistent(Vertx vertx, Supplier<Future<T>> work) {
        this.vertx = vertx;
        this.work = work;
    }

    static <T> Future<T> until(Vertx vertx, Supplier<Future<T>> work) {
        Persistent<T> persistent = new Persistent<>(vertx, work);
        persistent.attempt();
        return persistent.done.future();
    }

    private void attempt() {
        work.get().onComplete(ended -> {
            if (ended.succeeded()) {
                done.complete(ended.result());
            } else {
                vertx.setTimer(pauseMs, again -> attempt());
                pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
            }
        });
    }
}
