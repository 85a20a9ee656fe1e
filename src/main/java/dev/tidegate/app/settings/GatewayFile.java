package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.console.ManagementSettings;
import dev.tidegate.ingest.ServerSettings;
import dev.tidegate.trigger.Policy;
import java.util.List;
import java.util.Set;

/** The keys of {@code gateway.yaml}. */
final class GatewayFile {
    private static final Key<ServerSettings> SERVER =
            Key.optional("server", ServerKeys.SHAPE, "The public port.").or("{}");
    private static final Key<ManagementSettings> MANAGEMENT = Key.optional(
                    "management",
                    ManagementKeys.SHAPE,
                    "The port for metrics, health, the operator API and the console.")
            .or("{}");
    private static final Key<RedisChoice> REDIS = Key.optional(
                    RedisKeys.REDIS, RedisKeys.SHAPE, "Where all state lives.")
            .or("{}");
    private static final Key<List<ProcessRole>> ROLES = Key.optional(
                    "roles",
                    ListShape.<ProcessRole>some(Scalars.choice(ProcessRole.class, ProcessRole::label)),
                    "The parts of the work that this process takes; the management port is always there.")
            .or("[accept, decide, deliver]");
    static final SettingsFile<ProcessSettings> FILE = new SettingsFile<>(
            "gateway.yaml",
            false,
            "The gateway's ports, its Redis and its limits.",
            ObjectShape.of(
                    GatewayFile::settings,
                    SERVER,
                    MANAGEMENT,
                    REDIS,
                    ROLES,
                    StorageKeys.INTAKES,
                    StorageKeys.PARTITIONS,
                    StorageKeys.DEDUP_WINDOW,
                    StorageKeys.RETENTION,
                    ArchiveKeys.ARCHIVE,
                    StorageKeys.OVERLOAD,
                    IdentityKeys.IDENTITY,
                    PolicyKeys.CONSENT,
                    PolicyKeys.FREQUENCY));

    private GatewayFile() {}

    private static ProcessSettings settings(Values values) {
        return new ProcessSettings(
                values.get(SERVER),
                values.get(MANAGEMENT),
                values.get(REDIS),
                Set.copyOf(values.get(ROLES)),
                StorageKeys.settings(values),
                values.find(ArchiveKeys.ARCHIVE),
                values.get(IdentityKeys.IDENTITY),
                new Policy(values.get(PolicyKeys.CONSENT), values.get(PolicyKeys.FREQUENCY)));
    }
}
