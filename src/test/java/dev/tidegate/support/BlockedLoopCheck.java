package dev.tidegate.support;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.threadchecker.BlockedThreadEvent;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Notices event loops of a Vert.x that were blocked, with what they were doing. A thread that waits is a finding at once; one
 * that runs may only be short of processor time on a busy machine, so it gets longer.
 */
public final class BlockedLoopCheck {
    private static final int FRAMES = 12;
    private static final long LONGEST_RUN_MILLIS = 3_000;

    private final Queue<String> findings = new ConcurrentLinkedQueue<>();

    /** @param vertx made by {@link VertxForTests#create()}, or with limits like its */
    public static BlockedLoopCheck watch(Vertx vertx) {
        BlockedLoopCheck check = new BlockedLoopCheck();
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(check::blocked);
        return check;
    }

    private void blocked(BlockedThreadEvent event) {
        boolean runs = event.thread().getState() == Thread.State.RUNNABLE;
        boolean forgiven = runs && event.duration() < TimeUnit.MILLISECONDS.toNanos(LONGEST_RUN_MILLIS);
        if (event.thread().getName().contains("eventloop") && !forgiven) {
            String frames = Arrays.stream(event.thread().getStackTrace())
                    .limit(FRAMES)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining());
            findings.add(
                    event.thread().getName() + " was blocked for " + event.duration() / 1_000_000 + " ms" + frames);
        }
    }

    /** Fails if an event loop was blocked. */
    public void verify() {
        if (!findings.isEmpty()) {
            throw new AssertionError(String.join("\n", findings));
        }
    }
}
