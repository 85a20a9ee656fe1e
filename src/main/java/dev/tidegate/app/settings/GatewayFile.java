package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.console.ManagementSettings;
import dev.tidegate.ingest.ServerSettings;
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
    private static final Key<Object> ARCHIVE =
            Key.later("archive", "Compressed segment files of all events, for backtests and audits.");
    private static final Key<String> CONSENT_DEFAULT = Key.optional(
                    "default",
                    Scalars.choice(List.of("opt_in"), word -> word, List.of("opt_out", "at_destination")),
                    "Whether marketing needs a grant. Not yet supported: opt_out, at_destination.")
            .or("opt_in");
    private static final Key<Object> CONSENT_COUNTRIES =
            Key.later("countries", "The same for the customers of single countries.");
    private static final Key<String> CONSENT = Key.optional(
            "consent",
            ObjectShape.<String>of(values -> values.get(CONSENT_DEFAULT), CONSENT_DEFAULT, CONSENT_COUNTRIES),
            "Whether marketing needs the customer's grant; it does.");
    private static final Key<Object> FREQUENCY = Key.later("frequency", "Caps and quiet hours for marketing.");

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
                    ARCHIVE,
                    StorageKeys.OVERLOAD,
                    CONSENT,
                    FREQUENCY));

    private GatewayFile() {}

    private static ProcessSettings settings(Values values) {
        return new ProcessSettings(
                values.get(SERVER),
                values.get(MANAGEMENT),
                values.get(REDIS),
                Set.copyOf(values.get(ROLES)),
                StorageKeys.settings(values));
    }
}
