package dev.tidegate.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisIT {
    @TempDir
    Path folder;

    @Test
    void keeps_its_data_over_a_restart() throws IOException {
        EmbeddedRedisSettings settings = EmbeddedRedisSettings.in(folder.resolve("data dir"));
        try (EmbeddedRedis redis = start(settings)) {
            assertThat(ask(redis, "SET k v")).isEqualTo("+OK");
            assertThat(ask(redis, "CONFIG GET appendfsync")).isEqualTo("*2 appendfsync always");
        }
        try (EmbeddedRedis redis = start(settings)) {
            assertThat(ask(redis, "GET k")).isEqualTo("v");
        }
    }

    @Test
    void lets_nobody_in_without_the_password() throws IOException {
        try (EmbeddedRedis redis = start(EmbeddedRedisSettings.in(folder))) {
            assertThat(answer(redis.port(), "PING", 1)).startsWith("-NOAUTH");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("redis.conf"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void belongs_to_one_gateway_at_a_time() {
        EmbeddedRedisSettings settings = EmbeddedRedisSettings.in(folder);
        try (EmbeddedRedis redis = start(settings)) {
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(EmbeddedRedisException.class)
                    .hasMessageContaining("another gateway runs on the data directory " + folder);
            assertThat(redis.pid()).isPositive();
        }
    }

    @Test
    void says_why_it_does_not_start() {
        EmbeddedRedisSettings settings = new EmbeddedRedisSettings(
                folder,
                0,
                EmbeddedRedisSettings.Fsync.ALWAYS,
                java.util.List.of("no-such-setting 1"),
                Duration.ofSeconds(5));

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("Bad directive");
        // The folder is free again.
        start(EmbeddedRedisSettings.in(folder)).close();
    }

    @Test
    void ends_when_the_gateway_is_killed_and_the_next_one_finds_the_data() throws Exception {
        Process gateway = gateway(System.getenv("PATH"));
        try (BufferedReader out = gateway.inputReader(StandardCharsets.UTF_8)) {
            String[] line = out.readLine().split(" ", -1);
            ProcessHandle redis = ProcessHandle.of(Long.parseLong(line[0])).orElseThrow();

            gateway.destroyForcibly();

            await().atMost(Duration.ofSeconds(10)).until(() -> !redis.isAlive());
        }
        try (EmbeddedRedis redis = start(EmbeddedRedisSettings.in(folder))) {
            assertThat(ask(redis, "GET k")).isEqualTo("v");
        }
    }

    @Test
    void does_not_hear_the_terminals_interrupt() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        try (EmbeddedRedis redis = start(EmbeddedRedisSettings.in(folder))) {
            assertThat(session(String.valueOf(redis.pid()))).isNotEqualTo(session("self"));
        }
    }

    @Test
    void brings_its_own_redis_where_none_is_installed() throws Exception {
        Process gateway = gateway("/nowhere");
        try (BufferedReader out = gateway.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).contains("redis_version:6.2");
            ProcessHandle redis =
                    ProcessHandle.of(Long.parseLong(line.split(" ", -1)[0])).orElseThrow();

            gateway.destroyForcibly();

            await().atMost(Duration.ofSeconds(10)).until(() -> !redis.isAlive());
        }
        assertThat(folder.resolve("bin")).isDirectoryContaining(Files::isExecutable);
    }

    @Test
    void names_the_program_of_each_system() {
        assertThat(Stream.of(
                        RedisProgram.resource("Linux", "amd64"),
                        RedisProgram.resource("Linux", "aarch64"),
                        RedisProgram.resource("Mac OS X", "x86_64"),
                        RedisProgram.resource("Mac OS X", "aarch64")))
                .doesNotHaveDuplicates()
                .allMatch(name -> RedisProgram.class.getResource("/" + name) != null);
        assertThatThrownBy(() -> RedisProgram.resource("Windows 11", "amd64"))
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("Linux and macOS");
    }

    /** A process that starts a Redis in the folder, stores something and waits until it is killed. */
    private Process gateway(String path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName(),
                folder.toString());
        builder.environment().put("PATH", path);
        return builder.redirectError(folder.resolve("gateway.err").toFile()).start();
    }

    static final class Gateway {
        public static void main(String[] args) throws Exception {
            EmbeddedRedis redis = start(EmbeddedRedisSettings.in(Path.of(args[0])));
            var unused = ask(redis, "SET k v");
            String version = ask(redis, "INFO server").replaceAll(".*(redis_version:\\S+).*", "$1");
            System.out.println(redis.pid() + " " + version);
            System.out.flush();
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    private static EmbeddedRedis start(EmbeddedRedisSettings settings) {
        return EmbeddedRedis.start(settings, new Random());
    }

    private static String session(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        String password = redis.uri().replaceAll(".*:(.*)@.*", "$1");
        return answer(redis.port(), "AUTH " + password + "\r\n" + command, 2);
    }

    /** The last of some replies, without the lengths in it. */
    private static String answer(int port, String commands, int replies) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            BufferedReader reader = new BufferedReader(new java.io.StringReader(all));
            for (int i = 1; i < replies; i++) {
                reader.readLine();
            }
            return String.join(
                            " ",
                            reader.lines().filter(line -> !line.startsWith("$")).toList())
                    .replaceAll(" ?\\+OK$", "")
                    .strip();
        }
    }
}
