package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the settings of a running gateway come from, so that they can be read again.
 *
 * @param redis stood in the place of {@code redis.uri}, if given
 */
public record SettingsOrigin(SettingsSource source, Path directory, Optional<String> redis) {
    /** Reads all files anew; may block. */
    public SettingsResult read() {
        return source.read(directory, redis);
    }
}
