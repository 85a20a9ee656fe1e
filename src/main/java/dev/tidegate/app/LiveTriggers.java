package dev.tidegate.app;

import dev.tidegate.queue.CurrentTriggers;
import dev.tidegate.trigger.Triggers;
import java.util.Map;

/** The triggers of the version in force, as the operator has switched them. */
final class LiveTriggers implements CurrentTriggers {
    private Triggers version;
    private Map<String, Boolean> switches = Map.of();
    private volatile Triggers now;

    LiveTriggers(Triggers first) {
        this.version = first;
        this.now = first;
    }

    @Override
    public Triggers now() {
        return now;
    }

    /** Another version of the settings. */
    synchronized void use(Triggers next) {
        version = next;
        now = next.switched(switches);
    }

    /** What the operator has set. */
    synchronized void obey(Map<String, Boolean> set) {
        if (!set.equals(switches)) {
            switches = Map.copyOf(set);
            now = version.switched(switches);
        }
    }
}
