package dev.tidegate.redis.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the private Redis runs.
 *
 * @param directory where it keeps its data, configuration and log; belongs to one gateway at a time
 * @param port 0 for any that is free
 * @param fsync when the append-only file is synced
 * @param more further lines of its configuration
 * @param startTimeout how long reading its data may take
 */
public record EmbeddedRedisSettings(Path directory, int port, Fsync fsync, List<String> more, Duration startTimeout) {
    public EmbeddedRedisSettings {
        directory = directory.toAbsolutePath().normalize();
        more = List.copyOf(more);
    }

    /** As the gateway runs it: every write is on disk before it is answered. */
    public static EmbeddedRedisSettings in(Path directory) {
        return new EmbeddedRedisSettings(directory, 0, Fsync.ALWAYS, List.of(), Duration.ofSeconds(60));
    }

    /** Redis' {@code appendfsync}. */
    public enum Fsync {
        ALWAYS,
        EVERYSEC
    }
}
