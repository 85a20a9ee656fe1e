package dev.tidegate.support;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Vert.x for each test, which fails the test if an event loop was blocked.
 *
 * <pre>{@code
 * @RegisterExtension
 * final VertxForTests vertx = new VertxForTests();
 * }</pre>
 */
public final class VertxForTests implements BeforeEachCallback, AfterEachCallback {
    /** Loading a class may have to wait that long on a busy machine. */
    private static final long LIMIT_MILLIS = 1_000;

    private static final long CHECK_MILLIS = 50;
    private static final long PATIENCE_SECONDS = 20;

    private @Nullable Vertx vertx;
    private @Nullable BlockedLoopCheck check;

    /** A Vert.x whose blocked event loops {@link BlockedLoopCheck} can see. */
    public static Vertx create() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setMaxEventLoopExecuteTime(LIMIT_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setBlockedThreadCheckInterval(CHECK_MILLIS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = create();
        check = BlockedLoopCheck.watch(vertx);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        await(get().close());
        Objects.requireNonNull(check).verify();
    }

    /** The Vert.x of this test. */
    public Vertx get() {
        return Objects.requireNonNull(vertx, "there is a Vert.x only within a test");
    }

    /** The context of one of its event loops. */
    public Context eventLoop() {
        return ((VertxInternal) get()).createEventLoopContext();
    }

    /** Calls on an event loop and waits for the answer, on the test's own thread. */
    @CanIgnoreReturnValue
    public static <T extends @Nullable Object> T call(Context context, Supplier<Future<T>> work) {
        return await(
                Future.future(promise -> context.runOnContext(turn -> work.get().onComplete(promise))));
    }

    /** Waits for a future on the test's own thread; what it failed with is thrown. */
    @CanIgnoreReturnValue
    public static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }

    /** Waits until a future has failed, and answers with what. */
    public static Throwable failure(Future<?> future) {
        try {
            Object result = future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("was expected to fail, but answered " + result);
        } catch (java.util.concurrent.ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
