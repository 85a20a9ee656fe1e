package dev.tidegate.app.settings;

import dev.tidegate.console.ManagementSettings;
import dev.tidegate.ingest.ServerSettings;
import java.util.Set;

/**
 * What {@code gateway.yaml} says; it holds from start to end of a process.
 *
 * @param roles the parts of the work that this process takes; all by default
 */
public record ProcessSettings(
        ServerSettings server,
        ManagementSettings management,
        RedisChoice redis,
        Set<ProcessRole> roles,
        StorageSettings storage) {
    public ProcessSettings {
        roles = Set.copyOf(roles);
    }
}
