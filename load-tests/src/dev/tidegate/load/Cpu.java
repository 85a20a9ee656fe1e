package dev.tidegate.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time as the kernel counts it, of processes, of threads and of the whole machine. */
final class Cpu {
    /** USER_HZ, which is 100 on every Linux that a JVM runs on. */
    private static final double MICROS_PER_TICK = 10_000;

    private Cpu() {}

    /**
     * What was used up to a moment.
     *
     * @param byProcess microseconds of user and system time by process id
     * @param machine microseconds that any processor was not idle
     */
    record Sample(long nanos, Map<Long, Double> byProcess, double machine) {
        double micros(Sample before, long process) {
            return byProcess.get(process) - before.byProcess.get(process);
        }

        double seconds(Sample before) {
            return (nanos - before.nanos) / 1e9;
        }

        /** Cores taken by anything but the processes of this sample: other people's work, and the kernel's own threads. */
        double noise(Sample before) {
            double ours = 0;
            for (long process : byProcess.keySet()) {
                ours += micros(before, process);
            }
            return Math.max(0, (machine - before.machine - ours) / 1e6 / seconds(before));
        }
    }

    static Sample sample(Collection<Long> processes) throws IOException {
        Map<Long, Double> byProcess = new LinkedHashMap<>();
        for (long process : processes) {
            byProcess.put(process, ticks(Path.of("/proc/" + process + "/stat")) * MICROS_PER_TICK);
        }
        return new Sample(System.nanoTime(), byProcess, machine());
    }

    private static long ticks(Path stat) throws IOException {
        String[] fields = afterName(Files.readString(stat, StandardCharsets.ISO_8859_1));
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** The fields of a stat line from the state on; the name before them may hold blanks and brackets. */
    private static String[] afterName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static double machine() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"), StandardCharsets.ISO_8859_1)) {
            String[] fields = lines.findFirst().orElseThrow().trim().split(" +");
            // user nice system idle iowait irq softirq steal
            long busy = 0;
            for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
                busy += Long.parseLong(fields[i]);
            }
            return busy * MICROS_PER_TICK;
        }
    }

    /** Microseconds run by each thread of a process so far, by thread id. */
    static Map<Long, Double> threads(long process) throws IOException {
        Map<Long, Double> used = new HashMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + process + "/task"))) {
            for (Path task : tasks) {
                try {
                    used.put(Long.parseLong(task.getFileName().toString()), run(task));
                } catch (IOException e) {
                    // The thread ended between the listing and the reading; its time is small or it would be running.
                }
            }
        }
        return used;
    }

    private static double run(Path task) throws IOException {
        Path schedstat = task.resolve("schedstat");
        if (Files.exists(schedstat)) {
            String text = Files.readString(schedstat, StandardCharsets.ISO_8859_1);
            return Long.parseLong(text.substring(0, text.indexOf(' '))) / 1000.0;
        }
        return ticks(task.resolve("stat")) * MICROS_PER_TICK;
    }

    /** The kernel's name of a thread, which is at most 15 characters of the JVM's. */
    static String threadName(long process, long thread) {
        try {
            return Files.readString(
                            Path.of("/proc/" + process + "/task/" + thread + "/comm"), StandardCharsets.ISO_8859_1)
                    .trim();
        } catch (IOException e) {
            return "ended";
        }
    }
}
