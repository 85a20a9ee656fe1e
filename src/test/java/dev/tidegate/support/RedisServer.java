package dev.tidegate.support;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.embedded.EmbeddedRedis;
import dev.tidegate.redis.embedded.EmbeddedRedisSettings;
import dev.tidegate.redis.embedded.EmbeddedRedisSettings.Fsync;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for the tests of one class, empty before each of them and in good order, whatever the test before did to it.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RedisServer REDIS = new RedisServer();
 * }</pre>
 */
public final class RedisServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, AutoCloseable {
    private final List<String> configuration;
    private @Nullable Path directory;
    private @Nullable EmbeddedRedis redis;
    private int port;

    /** @param configuration further lines of {@code redis.conf} */
    public RedisServer(String... configuration) {
        this.configuration = List.of(configuration);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        port = 0;
        directory = Files.createTempDirectory("tidegate-redis");
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!isRunning()) {
            restart();
        }
        resume();
        cli("CONFIG", "SET", "maxmemory", "0");
        cli("FLUSHALL");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    /** Stops it and deletes its files. */
    @Override
    public void close() throws IOException {
        stop();
        // Its last line of log comes after everything else, and would make the file anew.
        Awaitility.await("the end of Redis").until(() -> !isRunning());
        try (Stream<Path> files = Files.walk(directory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Starts one that is no extension; {@link #close} ends it. */
    public static RedisServer started(String... configuration) throws IOException {
        RedisServer server = new RedisServer(configuration);
        server.directory = Files.createTempDirectory("tidegate-redis");
        server.start();
        return server;
    }

    /** The same seed makes the same password each time. */
    private void start() {
        EmbeddedRedisSettings settings =
                new EmbeddedRedisSettings(directory(), port, Fsync.EVERYSEC, configuration, Duration.ofSeconds(20));
        redis = EmbeddedRedis.start(settings, new Random(directory().hashCode()));
        port = redis.port();
    }

    private Path directory() {
        return Objects.requireNonNull(directory, "the server has not been started");
    }

    private EmbeddedRedis redis() {
        return Objects.requireNonNull(redis, "the server has not been started");
    }

    private boolean isRunning() {
        return ProcessHandle.of(redis().pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Where to reach it, with the password. It stays the same over restarts. */
    public String uri() {
        return redis().uri();
    }

    public int port() {
        return port;
    }

    /** Follows {@code primary} from now on; answers when it has caught up. */
    public void follow(RedisServer primary) {
        cli("CONFIG", "SET", "masterauth", primary.password());
        cli("REPLICAOF", "127.0.0.1", String.valueOf(primary.port));
        Awaitility.await().until(() -> primary.cli("INFO", "replication").contains("port=" + port + ",state=online"));
    }

    private String password() {
        return uri().replaceAll(".*:(.*)@.*", "$1");
    }

    /** Settings for a router to this Redis. */
    public RedisSettings settings() {
        return RedisSettings.of(uri());
    }

    /** Redis stands still but keeps its connections: {@code SIGSTOP}. */
    public void pause() {
        signal("STOP");
    }

    /** Ends {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Kills Redis without warning: {@code SIGKILL}. */
    public void kill() {
        signal("KILL");
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !isRunning());
    }

    /** Starts Redis again after {@link #kill} on the same port, with the same password and data. */
    public void restart() {
        redis().stop();
        start();
    }

    private void stop() {
        if (redis != null) {
            resume();
            redis.stop();
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(redis().pid()))
                    .redirectErrorStream(true)
                    .start();
            kill.getInputStream().readAllBytes();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one command on a connection of its own and answers the reply: text, number, or list items line by line. */
    @CanIgnoreReturnValue
    public String cli(String... command) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            StringBuilder out = new StringBuilder();
            append(out, "AUTH", password());
            append(out, command);
            socket.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            read(in);
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder out, String... command) {
        out.append('*').append(command.length).append("\r\n");
        for (String part : command) {
            int length = part.getBytes(StandardCharsets.UTF_8).length;
            out.append('$').append(length).append("\r\n").append(part).append("\r\n");
        }
    }

    @CanIgnoreReturnValue
    private static String read(BufferedReader in) throws IOException {
        String head = in.readLine();
        String rest = head.substring(1);
        return switch (head.charAt(0)) {
            case '$' -> {
                int length = Integer.parseInt(rest);
                if (length < 0) {
                    yield "";
                }
                char[] text = new char[length + 2];
                int got = 0;
                while (got < text.length) {
                    got += in.read(text, got, text.length - got);
                }
                yield new String(text, 0, length);
            }
            case '*' -> {
                List<String> items = new ArrayList<>();
                for (int i = Integer.parseInt(rest); i > 0; i--) {
                    items.add(read(in));
                }
                yield String.join("\n", items);
            }
            default -> rest;
        };
    }

    /** A figure of {@code INFO}, such as {@code total_commands_processed}. */
    public String info(String field) {
        return cli("INFO", "everything")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
