package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final int LOOPS = 8;
    private static final int EACH = 50;

    @Test
    void closes_the_latest_first_and_goes_on_after_a_failure() {
        Closing closing = new Closing();
        List<String> closed = new ArrayList<>();
        closing.add("first", () -> closed("first", closed));
        closing.add("thrower", () -> {
            throw new IllegalStateException("cannot");
        });
        closing.add("failure", () -> Future.failedFuture("cannot"));
        closing.add("last", () -> closed("last", closed));

        assertThat(closing.run().succeeded()).isTrue();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void forgets_nothing_that_several_loops_started_at_once() {
        for (int round = 0; round < 20; round++) {
            Closing closing = new Closing();
            AtomicInteger closed = new AtomicInteger();
            try (ExecutorService loops = Executors.newFixedThreadPool(LOOPS)) {
                for (int loop = 0; loop < LOOPS; loop++) {
                    loops.execute(() -> {
                        for (int i = 0; i < EACH; i++) {
                            closing.add("Redis", () -> Future.succeededFuture(closed.incrementAndGet()));
                        }
                    });
                }
            }

            assertThat(closing.run().succeeded()).isTrue();
            assertThat(closed).hasValue(LOOPS * EACH);
        }
    }

    private static Future<?> closed(String name, List<String> closed) {
        closed.add(name);
        return Future.succeededFuture();
    }
}
