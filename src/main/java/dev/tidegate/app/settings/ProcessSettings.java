package dev.tidegate.app.settings;

import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.console.ManagementSettings;
import dev.tidegate.ingest.ServerSettings;
import dev.tidegate.source.Placeholders;
import dev.tidegate.trigger.Policy;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code gateway.yaml} says; it holds from start to end of a process.
 *
 * @param archive where decided events are kept as files; they are not if absent
 * @param placeholders what never names a customer
 * @param policy what marketing needs, and how often and when it may reach a customer
 * @param roles the parts of the work that this process takes; all by default
 */
public record ProcessSettings(
        ServerSettings server,
        ManagementSettings management,
        RedisChoice redis,
        Set<ProcessRole> roles,
        StorageSettings storage,
        Optional<ArchiveSettings> archive,
        Placeholders placeholders,
        Policy policy) {
    public ProcessSettings {
        roles = Set.copyOf(roles);
    }
}
