package dev.tidegate.delivery;

import io.vertx.core.Vertx;
import java.time.InstantSource;

/** One timer that can be set again: it rings once, at the earliest time that was asked for since it rang last. */
final class Alarm {
    private static final long OFF = Long.MAX_VALUE;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Runnable action;
    private long timer = -1;
    private long setFor = OFF;

    Alarm(Vertx vertx, InstantSource clock, Runnable action) {
        this.vertx = vertx;
        this.clock = clock;
        this.action = action;
    }

    /** Rings at that time at the latest; soon, if it is past. */
    void at(long millis) {
        if (millis >= setFor) {
            return;
        }
        vertx.cancelTimer(timer);
        setFor = millis;
        timer = vertx.setTimer(Math.max(1, millis - clock.millis()), fired -> {
            setFor = OFF;
            action.run();
        });
    }

    void cancel() {
        vertx.cancelTimer(timer);
        setFor = OFF;
    }
}
