package dev.tidegate.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * One more window under the flight recorder, and where the gateway's CPU time went: by package of ours, or of the library
 * if none of ours is on the stack, and by method. CPU-time samples where the JDK has them (25 on Linux), which see system
 * calls as well; else execution samples, which see Java code only.
 */
final class Profile {
    private static final int MOST_METHODS = 25;
    private static final String OURS = "dev.tidegate.";

    private static final Map<String, String> STAGES = Map.of(
            "ingest", "accept",
            "source", "accept",
            "queue", "decide",
            "trigger", "decide",
            "expression", "decide",
            "delivery", "deliver",
            "connector", "deliver");

    private final Map<String, Integer> byPackage = new HashMap<>();
    private final Map<String, Map<String, Integer>> stagesByThread = new HashMap<>();
    private final Map<String, Integer> byMethod = new HashMap<>();
    private final Map<String, Integer> byOurMethod = new HashMap<>();
    private int samples;

    private Profile() {}

    /** A window under load. */
    interface Load {
        Window window() throws IOException, InterruptedException;
    }

    /** Records while the load is on; what it shows is printed if it was asked for. */
    static Profile record(Lab lab, Gateway gateway, Load load) throws IOException, InterruptedException {
        Path file = lab.processes().directory().resolve("gateway-" + System.nanoTime() + ".jfr");
        boolean cpuTime = Runtime.version().feature() >= 25;
        List<String> start = new ArrayList<>(List.of("JFR.start", "name=bench", "settings=profile"));
        if (cpuTime) {
            start.add("jdk.CPUTimeSample#enabled=true");
            start.add("jdk.CPUTimeSample#throttle=2ms");
        }
        jcmd(gateway.pid(), start);
        Window window = load.window();
        jcmd(gateway.pid(), List.of("JFR.stop", "name=bench", "filename=" + file));
        Profile profile = new Profile();
        profile.read(file, cpuTime ? "jdk.CPUTimeSample" : "jdk.ExecutionSample");
        if (lab.options().profile()) {
            profile.print(window, file);
        }
        return profile;
    }

    /** Which stage of the pipeline a thread works at: the one whose code it was seen in most, or an empty text. */
    String stageOf(String thread) {
        return stagesByThread.getOrDefault(thread, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Reads a recording that is there already. */
    public static void main(String[] args) throws IOException {
        Profile profile = new Profile();
        profile.read(Path.of(args[0]), args.length > 1 ? args[1] : "jdk.CPUTimeSample");
        profile.print(null, Path.of(args[0]));
    }

    private static void jcmd(long pid, List<String> order) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(String.valueOf(pid));
        command.addAll(order);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("jcmd: " + said);
        }
    }

    private void read(Path file, String type) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(type) && event.getStackTrace() != null) {
                    count(thread(event), event.getStackTrace());
                }
            }
        }
    }

    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
        return thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    }

    private void count(String thread, RecordedStackTrace trace) {
        samples++;
        List<RecordedFrame> frames = trace.getFrames();
        byMethod.merge(name(frames.get(0)), 1, Integer::sum);
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                int end = type.indexOf('.', OURS.length());
                String packageName = type.substring(0, end < 0 ? type.length() : end);
                byPackage.merge(packageName, 1, Integer::sum);
                String stage = type.endsWith(".queue.Acceptance")
                        ? "accept"
                        : STAGES.get(packageName.substring(OURS.length()));
                if (stage != null) {
                    stagesByThread
                            .computeIfAbsent(thread, first -> new HashMap<>())
                            .merge(stage, 1, Integer::sum);
                }
                byOurMethod.merge(name(frame), 1, Integer::sum);
                return;
            }
        }
        byPackage.merge(library(frames), 1, Integer::sum);
    }

    private static String library(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("io.vertx.redis")) {
                return "Vert.x Redis client";
            }
            if (type.startsWith("io.vertx.core.http.impl")) {
                return type.contains("Client") ? "Vert.x HTTP client" : "Vert.x HTTP server";
            }
        }
        for (RecordedFrame frame : frames) {
            if (frame.getMethod().getType().getName().startsWith("io.netty")) {
                return "Netty and system calls";
            }
        }
        return "JVM";
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private void print(Window window, Path file) {
        System.out.printf(
                Locale.ROOT,
                "profile: %d samples%s; recording in %s%n",
                samples,
                window == null ? "" : String.format(Locale.ROOT, " at %.0f events/s", window.rate()),
                file);
        double each = window == null ? 0 : window.server();
        System.out.println("samples of our code by thread and stage: " + stagesByThread);
        table("by the package of ours that is nearest to the top of the stack, else by library", byPackage, each);
        table("by method of ours that is nearest to the top of the stack", byOurMethod, each);
        table("by method at the top of the stack", byMethod, each);
    }

    private void table(String title, Map<String, Integer> counts, double each) {
        System.out.println(title + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_METHODS)
                .forEach(entry -> {
                    double share = entry.getValue() / (double) Math.max(1, samples);
                    System.out.printf(
                            Locale.ROOT, "  %5.1f %%  %5.1f us  %s%n", 100 * share, share * each, entry.getKey());
                });
    }
}
