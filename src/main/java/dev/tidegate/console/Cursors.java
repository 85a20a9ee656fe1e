package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a cursor that no list has given from lists that fail. */
final class Cursors {
    static final ApiAnswer WRONG =
            ApiAnswer.wrongQuery("cursor must be the next of the page before; leave it out for the first page.");

    private Cursors() {}

    /** What the list answers; empty when the cursor is none of its own. */
    static <T> Future<Optional<T>> checked(Supplier<Future<T>> list) {
        return Future.succeededFuture()
                .compose(start -> list.get())
                .map(Optional::of)
                .recover(fault -> fault instanceof IllegalArgumentException
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(fault));
    }
}
