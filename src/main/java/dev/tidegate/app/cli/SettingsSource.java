package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of a directory. */
@FunctionalInterface
public interface SettingsSource {
    /** @param redis stands in the place of {@code redis.uri}, if given */
    SettingsResult read(Path directory, Optional<String> redis);
}
