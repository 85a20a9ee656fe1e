package dev.tidegate.support;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One event loop, on which a test runs what belongs on one, and waits for it. */
public final class EventLoop {
    private final Context context;

    public EventLoop(Vertx vertx) {
        this.context = vertx.getOrCreateContext();
    }

    /** Runs the work on the loop and gives what its future ends with. */
    @CanIgnoreReturnValue
    public <T> T await(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> {
            try {
                work.get().onComplete(done);
            } catch (RuntimeException | Error e) {
                done.fail(e);
            }
        });
        return await(done.future());
    }

    /** Runs the work on the loop. */
    public void run(Runnable work) {
        this.<Void>await(() -> {
            work.run();
            return Future.succeededFuture();
        });
    }

    /** What the future ends with, within 20 seconds. */
    @CanIgnoreReturnValue
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(
                    e.getCause() == null ? "nothing within 20 s" : e.getCause().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
