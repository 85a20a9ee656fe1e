package dev.tidegate.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fuzzes one target after the other, each in a process of its own, and keeps the least inputs that reach all that was reached:
 * {@code mvn test-compile exec:exec@fuzz -Pfuzz}.
 */
final class FuzzRun {
    private static final String LIBRARIES = "dev.tidegate.**:com.sanctionco.**:org.snakeyaml.engine.**:dev.cel.**";
    private static final int MOST_KEPT = 28 * 1024;

    private final Path folder;

    private FuzzRun(Path folder) {
        this.folder = folder;
    }

    /**
     * @param arguments seconds for each target, then the names of targets with commas between them, or {@code all}
     * @throws IllegalArgumentException if there is no target of a name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        boolean failed = false;
        for (String name : named(arguments[1])) {
            failed |= !new FuzzRun(Path.of("target/fuzz").resolve(name)).fuzz(name, seconds);
        }
        System.exit(failed ? 1 : 0);
    }

    private static Collection<String> named(String targets) {
        Set<String> all = FuzzTargets.byName().keySet();
        if (targets.equals("all")) {
            return all;
        }
        List<String> names = List.of(targets.split(","));
        for (String name : names) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no fuzz target " + name + "; there are " + String.join(", ", all));
            }
        }
        return names;
    }

    private boolean fuzz(String name, int seconds) throws IOException, InterruptedException {
        Path found = folder.resolve("found");
        Path least = folder.resolve("least");
        clear(least);
        List<byte[]> known = new ArrayList<>(FuzzTargets.named(name).seeds());
        known.addAll(Corpus.of(name).inputs());
        Corpus.write(known, found);
        boolean sound = jazzer(name, "fuzz.log", List.of("-max_total_time=" + seconds, found.toString())) == 0;
        boolean merged = jazzer(name, "merge.log", List.of("-merge=1", least.toString(), found.toString())) == 0;
        List<byte[]> kept = new ArrayList<>();
        int size = 0;
        List<byte[]> inputs = new ArrayList<>(Corpus.read(merged ? least : found));
        inputs.sort(Comparator.comparingInt(input -> input.length));
        for (byte[] input : inputs) {
            size += input.length;
            if (size <= MOST_KEPT) {
                kept.add(input);
            }
        }
        Corpus.of(name).keep(kept);
        System.out.printf(
                Locale.ROOT,
                "fuzz %s: %s%n    %s%n    kept %d of %d inputs, %d bytes%n",
                name,
                sound ? "nothing found" : "FOUND SOMETHING, see " + folder,
                last("fuzz.log"),
                kept.size(),
                inputs.size(),
                Math.min(size, MOST_KEPT));
        return sound;
    }

    private int jazzer(String name, String log, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--target_args=" + name,
                "--instrumentation_includes=" + LIBRARIES,
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-timeout=10",
                "-rss_limit_mb=3000",
                "-max_len=8192",
                "-print_final_stats=1"));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start()
                .waitFor();
    }

    /** What libFuzzer says of coverage and executions in its last report. */
    private String last(String log) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(log))) {
            return lines.filter(line -> line.startsWith("#") && line.contains("cov:"))
                    .reduce("no report", (earlier, later) -> later);
        }
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (File file : folder.toFile().listFiles()) {
            Files.delete(file.toPath());
        }
    }
}
