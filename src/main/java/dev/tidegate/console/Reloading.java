package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** Reads the configuration anew and puts it in the place of the running one. */
@FunctionalInterface
public interface Reloading {
    Future<Outcome> reload();

    /** What came of it. */
    sealed interface Outcome {
        /** The version that was read is in force. */
        record Accepted() implements Outcome {}

        /**
         * It is faulty, and the running one stays as it is.
         *
         * @param faults as {@code tidegate check} prints them
         */
        record Rejected(List<String> faults) implements Outcome {
            public Rejected {
                faults = List.copyOf(faults);
            }
        }
    }
}
