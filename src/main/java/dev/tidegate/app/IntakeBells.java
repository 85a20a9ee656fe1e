package dev.tidegate.app;

import io.vertx.core.Context;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Carries the news that intakes have events from the loops that accept to the loop that works. Waking another loop costs as
 * much as a tenth of taking an event in, so it is done once for all that a loop has accepted in one turn.
 */
final class IntakeBells {
    private final AtomicIntegerArray rung;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Context workLoop;
    private final IntConsumer listener;

    /** @param listener is called on the loop that works */
    IntakeBells(int intakes, Context workLoop, IntConsumer listener) {
        this.rung = new AtomicIntegerArray(intakes);
        this.workLoop = workLoop;
        this.listener = listener;
    }

    /** How a loop that accepts rings; to be called on that loop only. */
    IntConsumer rope(Context acceptLoop) {
        BitSet inThisTurn = new BitSet(rung.length());
        return intake -> {
            if (inThisTurn.isEmpty()) {
                acceptLoop.runOnContext(turn -> {
                    inThisTurn.stream().forEach(one -> rung.set(one, 1));
                    inThisTurn.clear();
                    wake();
                });
            }
            inThisTurn.set(intake);
        };
    }

    private void wake() {
        if (!waking.getAndSet(true)) {
            workLoop.runOnContext(turn -> {
                waking.set(false);
                for (int intake = 0; intake < rung.length(); intake++) {
                    if (rung.getAndSet(intake, 0) == 1) {
                        listener.accept(intake);
                    }
                }
            });
        }
    }
}
