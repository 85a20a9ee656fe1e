package dev.tidegate.console;

import dev.tidegate.queue.TriggerSwitches;
import dev.tidegate.queue.WaitingRuns;
import io.vertx.core.Future;
import java.util.Map;

/** What an operator sets for triggers. */
public interface TriggerOperations {
    /** By the trigger's name whether it is enabled; the settings decide on those that are not in it. */
    Future<Map<String, Boolean>> switched();

    /** By the trigger's name how many of its runs wait; those that never had one are not in it. */
    Future<Map<String, Long>> waiting();

    Future<Void> set(String trigger, boolean on);

    /**
     * These operations on what Redis has.
     *
     * @param changed tells all processes
     */
    static TriggerOperations on(TriggerSwitches switches, WaitingRuns runs, Runnable changed) {
        return new TriggerOperations() {
            @Override
            public Future<Map<String, Boolean>> switched() {
                return switches.read();
            }

            @Override
            public Future<Map<String, Long>> waiting() {
                return runs.count();
            }

            @Override
            public Future<Void> set(String trigger, boolean on) {
                return switches.set(trigger, on).onSuccess(set -> changed.run());
            }
        };
    }
}
