package dev.tidegate.ingest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Event;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Accepts every event, except for what a test says of its source id, and remembers what it was given. */
final class FakeStore implements EventStore {
    final List<Event> given = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Event, Receipt>> receipts = new ConcurrentHashMap<>();
    volatile Function<List<Receipt>, Future<List<Receipt>>> answer = Future::succeededFuture;

    @CanIgnoreReturnValue
    FakeStore answers(String sourceId, Function<Event, Receipt> receipt) {
        receipts.put(sourceId, receipt);
        return this;
    }

    @Override
    public Future<List<Receipt>> store(List<Event> events) {
        given.addAll(events);
        List<Receipt> answers = new ArrayList<>();
        for (Event event : events) {
            answers.add(receipts.getOrDefault(event.sourceId(), e -> new Receipt.Accepted(e.id()))
                    .apply(event));
        }
        return answer.apply(answers);
    }
}
