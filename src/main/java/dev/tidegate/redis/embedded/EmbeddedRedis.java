package dev.tidegate.redis.embedded;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private Redis on the loopback interface, behind a password of its own. It runs in a session of its own, so that Ctrl-C
 * reaches the gateway only, and ends with this process even if that is killed: a small shell script waits for the end of
 * the pipe between them.
 *
 * <p>Starting and stopping block.
 */
public final class EmbeddedRedis implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String WATCHER = resource("run-redis.sh");
    private static final String HOST = "127.0.0.1";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final int PASSWORD_BYTES = 24;

    private final DataDirectory directory;
    private final int port;
    private final String password;
    private final Process watcher;
    private final ProcessHandle redis;

    private EmbeddedRedis(DataDirectory directory, int port, String password, Process watcher, ProcessHandle redis) {
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.watcher = watcher;
        this.redis = redis;
    }

    /**
     * Starts Redis and waits until it answers.
     *
     * @param random makes the password
     */
    public static EmbeddedRedis start(EmbeddedRedisSettings settings, RandomGenerator random) {
        DataDirectory directory = DataDirectory.hold(settings.directory());
        Process watcher = null;
        try {
            directory.waitForFormer(STOP_TIMEOUT);
            Path program = RedisProgram.find(settings.directory());
            String password = password(random);
            int port = settings.port() == 0 ? freePort() : settings.port();
            directory.configure(configuration(settings, directory, port, password));
            watcher = launch(directory, program);
            waitForAnswer(settings, directory, watcher, port, password);
            ProcessHandle redis = directory.process().orElseThrow();
            LOG.atInfo()
                    .addKeyValue("directory", directory.path())
                    .addKeyValue("port", port)
                    .log("started Redis");
            return new EmbeddedRedis(directory, port, password, watcher, redis);
        } catch (EmbeddedRedisException e) {
            abandon(directory, watcher);
            throw e;
        } catch (IOException | RuntimeException e) {
            abandon(directory, watcher);
            throw new EmbeddedRedisException("cannot start Redis in " + directory.path(), e);
        }
    }

    /** Where to reach it, with the password. */
    public String uri() {
        return "redis://:" + password + "@" + HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** The number of Redis' process. */
    public long pid() {
        return redis.pid();
    }

    /** Lets Redis write everything to disk and end, and waits for it. */
    public void stop() {
        redis.destroy();
        if (!directory.waitUntilQuiet(STOP_TIMEOUT)) {
            LOG.atWarn().addKeyValue("pid", pid()).log("Redis does not stop and is killed");
            redis.destroyForcibly();
        }
        tell(watcher, "stopped\n");
        directory.close();
    }

    @Override
    public void close() {
        stop();
    }

    private static void abandon(DataDirectory directory, @Nullable Process watcher) {
        if (watcher != null) {
            // At the end of its input it stops what it has started.
            tell(watcher, "");
        }
        directory.close();
    }

    private static void tell(Process watcher, String word) {
        try (var input = watcher.getOutputStream()) {
            input.write(word.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("the watcher of Redis is gone already", e);
        }
    }

    private static String password(RandomGenerator random) {
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static List<String> configuration(
            EmbeddedRedisSettings settings, DataDirectory directory, int port, String password) {
        List<String> lines = new ArrayList<>(List.of(
                "bind " + HOST,
                "port " + port,
                "protected-mode yes",
                "requirepass " + password,
                "daemonize yes",
                "pidfile " + quoted(directory.pidFile()),
                "logfile " + quoted(directory.log()),
                "dir " + quoted(directory.path()),
                "appendonly yes",
                "appendfsync " + settings.fsync().name().toLowerCase(Locale.ROOT),
                "save \"\"",
                "maxmemory-policy noeviction"));
        lines.addAll(settings.more());
        return lines;
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Process launch(DataDirectory directory, Path program) throws IOException {
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                WATCHER,
                "tidegate-redis",
                program.toString(),
                directory.configuration().toString(),
                directory.pidFile().toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()))
                .start();
    }

    private static void waitForAnswer(
            EmbeddedRedisSettings settings, DataDirectory directory, Process watcher, int port, String password) {
        boolean over = Patience.until(settings.startTimeout(), () -> !watcher.isAlive() || answers(port, password));
        if (!over || !watcher.isAlive()) {
            throw new EmbeddedRedisException(
                    "Redis does not start in " + directory.path() + ": " + directory.lastLogLines());
        }
    }

    private static boolean answers(int port, String password) {
        int limitMillis = 1_000;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), limitMillis);
            socket.setSoTimeout(limitMillis);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(reader.readLine()) && "+PONG".equals(reader.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private static String resource(String file) {
        try (InputStream in = EmbeddedRedis.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
