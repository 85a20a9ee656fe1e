package dev.tidegate.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a piece of work while there is some, rests until it is rung, and never gives up: after a failure it goes on with
 * growing pauses. At most one piece is under way.
 */
final class WorkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final String name;
    private final Supplier<Future<Boolean>> work;
    private final Promise<Void> stopped = Promise.promise();
    private boolean running;
    private boolean rung;
    private boolean stopping;
    private long pauseMs = FIRST_PAUSE_MS;

    /** @param work does one piece and tells whether there may be more */
    WorkLoop(Vertx vertx, String name, Supplier<Future<Boolean>> work) {
        this.vertx = vertx;
        this.name = name;
        this.work = work;
    }

    /** There may be work. */
    void ring() {
        rung = true;
        if (!running && !stopping) {
            running = true;
            next();
        }
    }

    /** Lets the piece under way finish; the answer comes when nothing runs any more. */
    Future<Void> stop() {
        stopping = true;
        if (!running) {
            stopped.tryComplete();
        }
        return stopped.future();
    }

    private void next() {
        if (stopping) {
            rest();
            return;
        }
        rung = false;
        attempt().onComplete(done -> {
            if (done.failed()) {
                LOG.warn("work failed and is tried again loop={} cause={}", name, String.valueOf(done.cause()));
                pause();
            } else {
                pauseMs = FIRST_PAUSE_MS;
                if (done.result() || rung) {
                    next();
                } else {
                    rest();
                }
            }
        });
    }

    private Future<Boolean> attempt() {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void rest() {
        running = false;
        if (stopping) {
            stopped.tryComplete();
        }
    }

    private void pause() {
        long pause = pauseMs;
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        vertx.setTimer(pause, id -> next());
    }
}
