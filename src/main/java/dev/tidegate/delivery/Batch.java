package dev.tidegate.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Gathers what is asked for in one turn of the event loop into one call.
 *
 * @param <T> what is asked
 * @param <R> what is answered
 */
final class Batch<T, R> {
    private final Vertx vertx;
    private final int most;
    private final Function<List<T>, Future<List<R>>> call;
    private List<T> items = new ArrayList<>();
    private List<Promise<R>> answers = new ArrayList<>();

    /**
     * @param most in one call
     * @param call gives an answer for each item, in their order
     */
    Batch(Vertx vertx, int most, Function<List<T>, Future<List<R>>> call) {
        this.vertx = vertx;
        this.most = most;
        this.call = call;
    }

    Future<R> add(T item) {
        Promise<R> answer = Promise.promise();
        items.add(item);
        answers.add(answer);
        if (items.size() == most) {
            flush();
        } else if (items.size() == 1) {
            vertx.runOnContext(turn -> flush());
        }
        return answer.future();
    }

    private void flush() {
        if (items.isEmpty()) {
            return;
        }
        List<Promise<R>> waiting = answers;
        List<T> asked = items;
        items = new ArrayList<>();
        answers = new ArrayList<>();
        call.apply(asked).onComplete(done -> {
            for (int i = 0; i < waiting.size(); i++) {
                if (done.succeeded()) {
                    waiting.get(i).complete(done.result().get(i));
                } else {
                    waiting.get(i).fail(done.cause());
                }
            }
        });
    }
}
