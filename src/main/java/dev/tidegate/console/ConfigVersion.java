package dev.tidegate.console;

import java.time.Instant;
import java.util.List;

/**
 * Which version of the configuration is in force.
 *
 * @param digest of all settings with secrets masked: the same in all processes that run the same version
 * @param needRestart the keys of {@code gateway.yaml} that have changed since the start, and so do not count yet
 */
public record ConfigVersion(String digest, Instant loadedAt, List<String> needRestart) {
    public ConfigVersion {
        needRestart = List.copyOf(needRestart);
    }
}
