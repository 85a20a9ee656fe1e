package dev.tidegate.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, on whatever loop, to be closed in reverse order; a failure to close one thing does not keep the others open. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** What does not end by itself is left; a stop has to end in time whatever happens. */
    private static final Duration STEP_LIMIT = Duration.ofSeconds(8);

    private final Deque<Step> steps = new ConcurrentLinkedDeque<>();

    /** Remembers how to close what was just started. */
    void add(String name, Supplier<Future<?>> close) {
        steps.push(new Step(name, close));
    }

    /** Closes everything, the latest first. */
    Future<Void> run() {
        Step step = steps.poll();
        if (step == null) {
            return Future.succeededFuture();
        }
        LOG.debug("closing {}", step.name);
        return attempt(step)
                .timeout(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.warn("could not close {} cause={}", step.name, String.valueOf(cause)))
                .transform(done -> run());
    }

    private static Future<?> attempt(Step step) {
        try {
            return step.close.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private record Step(String name, Supplier<Future<?>> close) {}
}
