package dev.tidegate.console;

import dev.tidegate.telemetry.RefusalLog;
import java.util.Map;

/**
 * What an operator sees of the gateway's configuration and can do about it.
 *
 * @param refusals what this process refused lately
 * @param schemas the JSON Schema of every configuration file, by the file's name
 */
public record Controls(
        Configured configured,
        Reloading reloading,
        TriggerOperations triggers,
        SegmentOperations segments,
        DestinationOperations destinations,
        HookOperations hooks,
        RefusalLog refusals,
        Backtesting backtests,
        Replaying replays,
        Map<String, Map<String, Object>> schemas) {
    public Controls {
        schemas = Map.copyOf(schemas);
    }
}
