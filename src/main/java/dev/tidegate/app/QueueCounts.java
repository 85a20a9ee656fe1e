package dev.tidegate.app;

import dev.tidegate.console.Counting;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.queue.Backlog;
import dev.tidegate.telemetry.QueueGauges;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what waits when {@code /metrics} is asked for, at most once in a while: an idle gateway counts nothing. */
final class QueueCounts implements Counting {
    private static final Duration VALID = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Context workLoop;
    private final Backlog backlog;
    private final @Nullable DeliveryWorker worker;
    private final QueueGauges gauges;
    private final InstantSource clock;
    private Instant countedAt = Instant.MIN;
    private Future<?> counting = Future.succeededFuture();

    /** @param worker what delivers in this process, null if nothing does */
    QueueCounts(
            Context workLoop,
            Backlog backlog,
            @Nullable DeliveryWorker worker,
            QueueGauges gauges,
            InstantSource clock) {
        this.workLoop = workLoop;
        this.backlog = backlog;
        this.worker = worker;
        this.gauges = gauges;
        this.clock = clock;
    }

    @Override
    public Future<?> count() {
        Promise<Object> done = Promise.promise();
        workLoop.runOnContext(turn -> current().onComplete(counted -> done.complete()));
        return done.future().timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<?> current() {
        Instant now = clock.instant();
        if (counting.isComplete() && countedAt.plus(VALID).isBefore(now)) {
            countedAt = now;
            counting = Future.join(events(), deliveries());
        }
        return counting;
    }

    private Future<?> events() {
        return backlog.count().onSuccess(waiting -> {
            gauges.show("events", "", waiting.events(), waiting.oldestEvent());
            gauges.show("timers", "", waiting.timers(), waiting.oldestDue());
            gauges.show("thin", "", waiting.thin(), waiting.oldestThin());
        });
    }

    private Future<?> deliveries() {
        return worker == null
                ? Future.succeededFuture()
                : worker.depths()
                        .onSuccess(depths -> depths.forEach(depth ->
                                gauges.show(depth.queue(), depth.destination(), depth.count(), depth.oldest())));
    }
}
