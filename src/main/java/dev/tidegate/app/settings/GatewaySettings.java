package dev.tidegate.app.settings;

import dev.tidegate.queue.QueueSettings;
import dev.tidegate.source.SourceSettings.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** All settings of a gateway, checked. */
public record GatewaySettings(ProcessSettings process, FlowSettings flow) {

    /** What the queues need to know. */
    public QueueSettings queue() {
        StorageSettings storage = process.storage();
        return new QueueSettings(
                storage.intakes(),
                storage.partitions(),
                storage.dedupWindow(),
                dedupWindows(),
                storage.retention().events(),
                storage.retention().decisions(),
                storage.retention().profileHistory(),
                storage.overload().maxQueuedEvents());
    }

    private Map<String, Duration> dedupWindows() {
        Map<String, Duration> windows = new HashMap<>();
        flow.sources().forEach(source -> {
            Entry entry = source.entry();
            if (entry.dedupWindow() != null) {
                windows.put(entry.name(), entry.dedupWindow());
            }
        });
        return windows;
    }
}
