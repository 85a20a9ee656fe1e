package dev.tidegate.console;

import dev.tidegate.domain.Event;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;

/** Takes in events that the gateway itself makes, as durably as any other. */
@FunctionalInterface
public interface EventIntake {
    Future<Receipt> take(Event event);
}
