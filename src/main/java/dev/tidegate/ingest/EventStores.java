package dev.tidegate.ingest;

import io.vertx.core.Context;

/** Gives each event loop a store of its own, which is called by that loop only and answers on it. */
@FunctionalInterface
public interface EventStores {
    EventStore on(Context eventLoop);
}
