package dev.tidegate.queue;

import dev.tidegate.trigger.Triggers;

/** The triggers in force; a new version of the file replaces them as a whole. */
@FunctionalInterface
public interface CurrentTriggers {
    Triggers now();
}
