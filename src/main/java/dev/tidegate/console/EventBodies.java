package dev.tidegate.console;

import dev.tidegate.domain.EventId;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds events as they were accepted, as far as they are kept. */
@FunctionalInterface
public interface EventBodies {
    /** The canonical event as JSON. */
    Future<Optional<byte[]>> find(EventId id);
}
