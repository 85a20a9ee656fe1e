package dev.tidegate.redis.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a private Redis, held by one process at a time. */
final class DataDirectory implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final int LOG_LINES = 5;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the folder if need be and takes it for this process. */
    static DataDirectory hold(Path path) {
        FileChannel lock = null;
        try {
            Files.createDirectories(path);
            lock = FileChannel.open(path.resolve("redis.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() != null) {
                return new DataDirectory(path, lock);
            }
            lock.close();
            throw inUse(path);
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        } catch (IOException e) {
            throw new EmbeddedRedisException("cannot use the data directory " + path + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedRedisException inUse(Path path) {
        return new EmbeddedRedisException(
                "another gateway runs on the data directory " + path + "; stop it, or give this one another directory");
    }

    Path path() {
        return path;
    }

    Path pidFile() {
        return path.resolve("redis.pid");
    }

    Path configuration() {
        return path.resolve("redis.conf");
    }

    Path log() {
        return path.resolve("redis.log");
    }

    /** Writes the configuration so that only this user can read the password in it. */
    void configure(List<String> lines) throws IOException {
        Files.deleteIfExists(configuration());
        Files.createFile(
                configuration(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(configuration(), lines);
    }

    /** The process that Redis has written down, as long as it runs. */
    Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile()).strip());
            return ProcessHandle.of(pid).filter(DataDirectory::isRedis);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isRedis(ProcessHandle process) {
        return process.isAlive() && process.info().command().orElse("redis").contains("redis");
    }

    /**
     * Waits until no Redis writes here any more. It removes its pid file when all is written. That, not its process, is
     * what to wait for: where this process is the first of a container, an ended Redis stays in the process table.
     */
    boolean waitUntilQuiet(Duration limit) {
        return Patience.until(limit, () -> process().isEmpty());
    }

    /** The Redis of a gateway that was killed needs a moment to end; two on one append-only file would ruin it. */
    void waitForFormer(Duration limit) throws IOException {
        if (!waitUntilQuiet(limit)) {
            throw new EmbeddedRedisException("a Redis of a former gateway still runs on " + path + "; stop it first");
        }
        Files.deleteIfExists(pidFile());
    }

    String lastLogLines() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "it left no log";
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("could not release the data directory", e);
        }
    }
}
