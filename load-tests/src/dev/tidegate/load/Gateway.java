package dev.tidegate.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway under test, started as its users start it. */
final class Gateway {
    private static final int INTAKES = 16;
    private static final int PARTITIONS = 64;
    private static final String PREFIX = "tg";

    private final long pid;
    private final int httpPort;
    private final int managementPort;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Gateway(long pid, int httpPort, int managementPort) {
        this.pid = pid;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
    }

    /** Starts it under the name {@code gateway} and waits until it says that it is ready. */
    static Gateway start(Processes processes, String config, Map<String, String> environment)
            throws IOException, InterruptedException {
        int httpPort = RedisServer.freePort();
        int managementPort = RedisServer.freePort();
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("BENCH_HTTP_PORT", String.valueOf(httpPort));
        all.put("BENCH_MANAGEMENT_PORT", String.valueOf(managementPort));
        Path directory = processes.root().resolve("load-tests/config").resolve(config);
        processes.supervised(
                "gateway",
                all,
                List.of(processes.root().resolve("tidegate").toString(), "start", "--config", directory.toString()));
        Gateway gateway = new Gateway(processes.id("gateway"), httpPort, managementPort);
        gateway.awaitReady(processes);
        return gateway;
    }

    private void awaitReady(Processes processes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!isReady()) {
            if (System.nanoTime() > deadline || !processes.isRunning("gateway")) {
                throw new IOException("the gateway is not ready, see " + processes.log("gateway"));
            }
            Thread.sleep(100);
        }
    }

    /** Takes events; what a process with other roles has to do besides, it does while it runs warm. */
    private boolean isReady() throws InterruptedException {
        try {
            return get(httpPort, "/").statusCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    long pid() {
        return pid;
    }

    int httpPort() {
        return httpPort;
    }

    /** The sum of all samples of a metric that carry a label. */
    double metric(String name, String label) throws IOException, InterruptedException {
        Pattern sample = Pattern.compile(
                "^" + Pattern.quote(name) + "\\{[^}]*" + Pattern.quote(label) + "[^}]*} (\\S+)", Pattern.MULTILINE);
        Matcher samples = sample.matcher(get(managementPort, "/metrics").body());
        double sum = 0;
        while (samples.find()) {
            sum += Double.parseDouble(samples.group(1));
        }
        return sum;
    }

    /** All counters, as {@code /metrics} shows them. */
    List<String> counters() throws IOException, InterruptedException {
        return get(managementPort, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("tidegate_") && line.contains("_total{"))
                .toList();
    }

    /** The flags that its JVM runs with, so that the floor can run with the same. */
    List<String> jvmFlags() throws IOException {
        String[] command = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8)
                .split("\0");
        List<String> flags = new ArrayList<>();
        for (int i = 1; i < command.length && command[i].startsWith("-"); i++) {
            if (command[i].equals("-jar") || command[i].equals("-cp") || command[i].equals("-classpath")) {
                break;
            }
            flags.add(command[i]);
        }
        return flags;
    }

    /**
     * What waits where.
     *
     * @param intakes events accepted and not yet handed to a partition
     * @param partitions events handed on and not yet decided
     * @param outbox messages that had no attempt yet
     * @param retries messages under way or to be tried again
     * @param dead messages given up
     */
    record Depth(long intakes, long partitions, long outbox, long retries, long dead) {
        long total() {
            return intakes + partitions + outbox + retries;
        }
    }

    static Depth depth(Resp redis) throws IOException {
        return depth(redis, "sink");
    }

    static Depth depth(Resp redis, String destination) throws IOException {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < INTAKES; i++) {
            commands.add(new String[] {"XLEN", PREFIX + ":{i" + i + "}:q"});
        }
        for (String[] key : new String[][] {
            {"XLEN", "q"},
            {"ZCARD", "o:" + destination},
            {"ZCARD", "rt:" + destination},
            {"ZCARD", "dead:" + destination}
        }) {
            for (int p = 0; p < PARTITIONS; p++) {
                commands.add(new String[] {key[0], PREFIX + ":{p" + p + "}:" + key[1]});
            }
        }
        List<Object> answers = redis.pipeline(commands);
        long[] sums = new long[5];
        for (int i = 0; i < answers.size(); i++) {
            sums[i < INTAKES ? 0 : 1 + (i - INTAKES) / PARTITIONS] += (Long) answers.get(i);
        }
        return new Depth(sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    /** What accepting writes, as patterns of keys. */
    static String[] acceptedKeys() {
        return new String[] {PREFIX + ":{i*}:d:*", PREFIX + ":{i*}:q"};
    }

    /** The mean size of a stored entry, names and values of its fields, over a few entries of each intake; 0 if there are none. */
    static int storedBytes(Resp redis) throws IOException {
        long bytes = 0;
        long entries = 0;
        for (int i = 0; i < INTAKES; i++) {
            List<?> page = (List<?>) redis.call("XRANGE", PREFIX + ":{i" + i + "}:q", "-", "+", "COUNT", "50");
            for (Object entry : page) {
                for (Object part : (List<?>) ((List<?>) entry).get(1)) {
                    bytes += ((String) part).length();
                }
                entries++;
            }
        }
        return entries == 0 ? 0 : (int) (bytes / entries);
    }
}
