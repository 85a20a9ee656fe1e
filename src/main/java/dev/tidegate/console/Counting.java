package dev.tidegate.console;

import io.vertx.core.Future;

/** Brings up to date what has to be counted in Redis, because somebody is about to look at it. */
@FunctionalInterface
public interface Counting {
    /** Answers when it is done, or was done just now. */
    Future<?> count();
}
