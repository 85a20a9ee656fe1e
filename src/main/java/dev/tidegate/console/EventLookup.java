package dev.tidegate.console;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.EventTrace;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds what is known of an event. */
@FunctionalInterface
public interface EventLookup {
    Future<Optional<EventTrace>> find(EventId id);
}
