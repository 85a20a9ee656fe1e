package dev.tidegate.ingest;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines that are all equally far away when they start, so that they fall due in the order in which they started and
 * one timer serves them all. Belongs to one event loop.
 */
final class Deadlines {
    private final Vertx vertx;
    private final long nanos;
    private @Nullable Deadline first;
    private @Nullable Deadline last;
    private boolean armed;

    Deadlines(Vertx vertx, Duration after) {
        this.vertx = vertx;
        this.nanos = after.toNanos();
    }

    /** Calls {@code late} when the time is over and nobody has met the deadline. */
    Deadline start(Runnable late) {
        Deadline deadline = new Deadline(System.nanoTime() + nanos, late);
        deadline.previous = last;
        if (last == null) {
            first = deadline;
        } else {
            last.next = deadline;
        }
        last = deadline;
        arm();
        return deadline;
    }

    private void arm() {
        if (!armed && first != null) {
            armed = true;
            long left = first.due - System.nanoTime();
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1), id -> sweep());
        }
    }

    private void sweep() {
        armed = false;
        long now = System.nanoTime();
        try {
            for (Deadline oldest = first; oldest != null && oldest.due - now <= 0; oldest = first) {
                oldest.meet();
                oldest.late.run();
            }
        } finally {
            arm();
        }
    }

    private void unlink(Deadline deadline) {
        Deadline before = deadline.previous;
        Deadline after = deadline.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
    }

    /** One deadline; either it is met or its action runs. */
    final class Deadline {
        private final long due;
        private final Runnable late;
        private @Nullable Deadline previous;
        private @Nullable Deadline next;
        private boolean over;

        private Deadline(long due, Runnable late) {
            this.due = due;
            this.late = late;
        }

        /** Ends it; its action will not run. */
        void meet() {
            if (!over) {
                over = true;
                unlink(this);
            }
        }
    }
}
