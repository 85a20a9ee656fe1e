package dev.tidegate.console;

import dev.tidegate.queue.Quarantine;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Lists the events that are kept for a person to look at. */
@FunctionalInterface
public interface QuarantineList {
    /** @throws IllegalArgumentException if the cursor is none of this list; the future may fail with it as well */
    Future<Quarantine.Page> list(int limit, @Nullable String cursor);
}
