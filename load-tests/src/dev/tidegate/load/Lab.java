package dev.tidegate.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine with everything on it that a mode needs: generator and sink, and windows of load. */
final class Lab implements AutoCloseable {
    static final String SECRET = "shpss_0123456789abcdef0123456789abcdef";
    /** base64 of 24 bytes, as Standard Webhooks has them. */
    static final String SINK_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

    /** Different checkouts and customers; with the request heads about 40 MB in the generator. */
    private static final int REQUESTS = 32_768;

    private static final int CUSTOMERS = 20_000;
    /** From the first request to the first mark: connections are open and the loop is in step by then. */
    private static final int LEAD_MILLIS = 1000;

    private final Options options;
    private final Processes processes;
    private final Shared shared;
    private final Processes.Helper generator;
    private final Processes.Helper sink;
    private final int sinkPort;

    private Lab(
            Options options,
            Processes processes,
            Shared shared,
            Processes.Helper generator,
            Processes.Helper sink,
            int sinkPort) {
        this.options = options;
        this.processes = processes;
        this.shared = shared;
        this.generator = generator;
        this.sink = sink;
        this.sinkPort = sinkPort;
    }

    static Lab open(Options options, Processes processes) throws IOException {
        Path file = processes.directory().resolve("shared");
        Shared shared = Shared.map(file);
        List<String> small = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");
        Processes.Helper sink = processes.java("sink", small, Sink.class, file.toString());
        int port = Processes.Helper.facts(sink.answer()).get("port").intValue();
        Processes.Helper generator = processes.java(
                "generator",
                small,
                Generator.class,
                String.valueOf(REQUESTS),
                String.valueOf(CUSTOMERS),
                "shop",
                SECRET,
                file.toString());
        generator.answer();
        return new Lab(options, processes, shared, generator, sink, port);
    }

    Options options() {
        return options;
    }

    Processes processes() {
        return processes;
    }

    Shared shared() {
        return shared;
    }

    Processes.Helper generator() {
        return generator;
    }

    Processes.Helper sink() {
        return sink;
    }

    Map<String, String> environment(RedisServer redis, long mostQueued) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("BENCH_REDIS_PORT", String.valueOf(redis.port()));
        environment.put("BENCH_DURABILITY", options.fsync());
        environment.put("BENCH_SINK_PORT", String.valueOf(sinkPort));
        environment.put("BENCH_SECRET", SECRET);
        environment.put("BENCH_SINK_SECRET", SINK_SECRET);
        environment.put("BENCH_MAX_QUEUED_EVENTS", String.valueOf(mostQueued));
        return environment;
    }

    void say(String line) {
        System.out.println(line);
    }

    void open(int port, int backlog) throws IOException {
        generator.ask("open " + port + " " + options.connections() + " " + backlog);
    }

    /** Load for so many seconds that nobody measures; gives the number accepted. */
    long warm(int port, int seconds, int backlog) throws IOException, InterruptedException {
        open(port, backlog);
        Thread.sleep(seconds * 1000L);
        return generator.ask("close").get("accepted");
    }

    /** What a server finished so far, where that is not the generator's own count. */
    interface Count {
        long now() throws IOException;
    }

    /**
     * A window and what stands behind it.
     *
     * @param accepted from the first request to the last, the lead included
     * @param refused as much by 503; such an event may have been stored nevertheless, which its sender cannot know
     * @param threads microseconds of CPU that each thread of the program took in the window
     */
    record Measured(Window window, long accepted, long refused, Map<Long, Double> threads) {}

    /** Loads a program for one window. {@code finished} null counts what the generator saw accepted. */
    Measured measure(String program, String redis, int port, int backlog, Count finished)
            throws IOException, InterruptedException {
        awaitQuiet();
        open(port, backlog);
        Thread.sleep(LEAD_MILLIS);
        generator.ask("mark");
        long finishedBefore = finished == null ? 0 : finished.now();
        Map<Long, Double> threadsBefore = Cpu.threads(processes.id(program));
        Cpu.Sample before = processes.cpu();
        Thread.sleep(options.seconds() * 1000L);
        Map<String, Long> mark = generator.ask("mark");
        long events = finished == null ? mark.get("accepted") : finished.now() - finishedBefore;
        Cpu.Sample after = processes.cpu();
        Map<Long, Double> threads = Cpu.threads(processes.id(program));
        threads.replaceAll((thread, micros) -> micros - threadsBefore.getOrDefault(thread, 0.0));
        Map<String, Long> total = generator.ask("close");
        double each = 1.0 / Math.max(1, events);
        Window window = new Window(
                program,
                events,
                finished == null ? mark.get("nanos") / 1e9 : after.seconds(before),
                mark,
                after.micros(before, processes.id("generator")) * each,
                after.micros(before, processes.id(program)) * each,
                after.micros(before, processes.id(redis)) * each,
                after.micros(before, processes.id("sink")) * each,
                after.noise(before),
                fault(total));
        return new Measured(window, total.get("accepted"), total.get("refused"), threads);
    }

    private static String fault(Map<String, Long> total) {
        Map<String, Long> wrong = new HashMap<>(total);
        wrong.keySet().retainAll(List.of("duplicates", "refused", "odd", "broken", "unanswered"));
        wrong.values().removeIf(count -> count == 0);
        return wrong.isEmpty() ? "" : wrong.toString();
    }

    /** Waits a bounded time for a second in which others leave the machine alone. */
    void awaitQuiet() throws IOException, InterruptedException {
        Thread.sleep(500);
        for (int i = 0; i < options.quiet(); i++) {
            Cpu.Sample before = processes.cpu();
            Thread.sleep(1000);
            if (processes.cpu().noise(before) <= Window.DISTURBED) {
                return;
            }
        }
    }

    @Override
    public void close() {
        processes.stop("generator");
        processes.stop("sink");
    }
}
