package dev.tidegate.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The benchmark: see {@code load-tests/README.md}. */
public final class Bench {
    /** Beyond any sum of windows: a run that takes longer than this hangs. */
    private static final int MOST_MINUTES = 120;

    private Bench() {}

    /** Takes the project's root, a directory for this run, and the options. */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(Stream.of(args).skip(2).toArray(String[]::new));
        } catch (Options.Mistake e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Path directory = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        Processes processes = new Processes(Path.of(args[0]).toAbsolutePath(), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(processes)));
        endAfter(MOST_MINUTES);
        System.exit(run(options, processes) ? 0 : 1);
    }

    private static boolean run(Options options, Processes processes) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%d processors, Java %s, %d connections, fsync %s, %d pairs of %d s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                options.connections(),
                options.fsync(),
                options.pairs(),
                options.seconds());
        boolean good = true;
        for (String mode : Options.MODES) {
            if (options.modes().contains(mode) && (mode.equals("accept") || !options.floorOnly())) {
                good &= switch (mode) {
                    case "decide" -> alone("decide", DecideBench.class, processes);
                    case "backtest" -> alone("backtest", BacktestBench.class, processes);
                    default -> inLab(mode, options, processes);
                };
            }
        }
        return good;
    }

    private static boolean inLab(String mode, Options options, Processes processes)
            throws IOException, InterruptedException {
        try (Lab lab = Lab.open(options, processes)) {
            return switch (mode) {
                case "accept" -> new AcceptMode(lab).run();
                case "end-to-end" -> new EndToEndMode(lab).run();
                case "overload" -> new OverloadMode(lab).run();
                case "idle" -> new IdleMode(lab).run();
                case "destinations" -> new DestinationsMode(lab).run();
                default -> throw new IllegalArgumentException(mode);
            };
        }
    }

    private static boolean alone(String name, Class<?> program, Processes processes) throws IOException {
        System.out.println("\n== " + name + ": one thread, no Redis ==");
        Processes.Helper bench = processes.java(name, List.of("-XX:+UseSerialGC", "-Xmx1g"), program);
        for (String line = bench.answer(); !line.isEmpty(); line = bench.answer()) {
            System.out.println(line);
        }
        processes.stop(name);
        return true;
    }

    private static void endAfter(int minutes) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.MINUTES.sleep(minutes);
                System.err.println("still not done after " + minutes + " minutes");
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Ends every process and deletes the data; logs and recordings stay. */
    private static void cleanUp(Processes processes) {
        processes.close();
        for (String data : new String[] {"floor-redis", "gateway-redis", "shared", "redis-server"}) {
            try {
                delete(processes.directory().resolve(data));
            } catch (IOException e) {
                System.err.println("cannot delete " + data + ": " + e);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
