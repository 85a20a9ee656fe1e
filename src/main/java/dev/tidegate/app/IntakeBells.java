package dev.tidegate.app;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/** Carries the news that an intake has events from the loops that accept to the loop that works, once however often it is rung. */
final class IntakeBells {
    private final AtomicIntegerArray rung;
    private final Context workLoop;
    private final IntConsumer listener;

    /** @param listener is called on the loop that works */
    IntakeBells(int intakes, Context workLoop, IntConsumer listener) {
        this.rung = new AtomicIntegerArray(intakes);
        this.workLoop = workLoop;
        this.listener = listener;
    }

    void ring(int intake) {
        if (rung.compareAndSet(intake, 0, 1)) {
            workLoop.runOnContext(turn -> {
                rung.set(intake, 0);
                listener.accept(intake);
            });
        }
    }
}
