package dev.tidegate.console;

import java.util.Map;

/**
 * What an operator sees of the gateway's configuration and can do about it.
 *
 * @param schemas the JSON Schema of every configuration file, by the file's name
 */
public record Controls(
        Configured configured,
        Reloading reloading,
        TriggerOperations triggers,
        Map<String, Map<String, Object>> schemas) {
    public Controls {
        schemas = Map.copyOf(schemas);
    }
}
