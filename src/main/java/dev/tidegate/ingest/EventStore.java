package dev.tidegate.ingest;

import dev.tidegate.domain.Event;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.util.List;

/** Where events become durable. */
@FunctionalInterface
public interface EventStore {
    /** Stores the events and tells what became of each, in their order. */
    Future<List<Receipt>> store(List<Event> events);
}
