package dev.tidegate.app.cli;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on the thread of a command, which is no event loop and has nothing else to do. */
public final class Waiting {
    private Waiting() {}

    /**
     * The result, once it is there.
     *
     * @throws ExecutionException with the cause of a failure
     */
    public static <T> T result(CompletionStage<T> stage) throws ExecutionException, InterruptedException {
        return stage.toCompletableFuture().get();
    }

    /** The result of work on another thread. */
    public static <T> T result(Future<T> work) throws ExecutionException, InterruptedException {
        return work.get();
    }

    /** Whether it ends well, and within the limit. */
    public static boolean endsWithin(Duration limit, CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets time pass. */
    public static void pass(Duration time) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (never) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    /** Until the process is ended. */
    public static void forSignal() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
