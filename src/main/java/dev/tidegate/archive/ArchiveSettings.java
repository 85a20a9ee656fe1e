package dev.tidegate.archive;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The {@code archive} block of {@code gateway.yaml}: where decided events are kept as files.
 *
 * @param directory a relative one counts from the working directory
 * @param retention for how long; 1 h to 3660 d, default 90 d
 */
public record ArchiveSettings(Path directory, Duration retention) {}
