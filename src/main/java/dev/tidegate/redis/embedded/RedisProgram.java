package dev.tidegate.redis.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a {@code redis-server}: the installed one if it is new enough, else the one that comes along in the jar. */
final class RedisProgram {
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");
    private static final String INSTALL = "install Redis 6.2 or later, or set redis.uri to one that runs elsewhere";

    private RedisProgram() {}

    /** @param directory where the program is unpacked to when none is installed */
    static Path find(Path directory) {
        Optional<Path> installed = onPath().filter(RedisProgram::runs).findFirst();
        return installed.orElseGet(() -> unpacked(directory));
    }

    private static Stream<Path> onPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable);
    }

    /** Whether it can be run here and is new enough. */
    private static boolean runs(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            Matcher version = VERSION.matcher(text);
            return process.exitValue() == 0 && version.find() && isNewEnough(version);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        return major > 6 || major == 6 && Integer.parseInt(version.group(2)) >= 2;
    }

    private static Path unpacked(Path directory) {
        String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path program = directory.resolve("bin").resolve(resource);
        try (InputStream in = RedisProgram.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new EmbeddedRedisException("no Redis comes along for this system; " + INSTALL);
            }
            if (!Files.isExecutable(program)) {
                Files.createDirectories(program.getParent());
                Path part = Files.createTempFile(program.getParent(), "redis", ".part");
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                if (!part.toFile().setExecutable(true, true)) {
                    throw new IOException("cannot make " + part + " executable");
                }
                move(part, program);
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("cannot unpack Redis into " + directory + "; " + INSTALL, e);
        }
        if (!runs(program)) {
            throw new EmbeddedRedisException(
                    "the Redis that comes along does not run on this system (" + program + "); " + INSTALL);
        }
        return program;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The name in the jar of {@code com.github.codemonstur:embedded-redis}. */
    static String resource(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
        if (os.contains("linux")) {
            return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
        }
        if (os.contains("mac")) {
            return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
        }
        throw new EmbeddedRedisException("the embedded Redis runs on Linux and macOS; " + INSTALL);
    }
}
