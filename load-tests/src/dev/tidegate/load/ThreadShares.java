package dev.tidegate.load;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How the gateway's CPU time is shared between its threads, over all windows. */
final class ThreadShares {
    private static final Pattern JIT = Pattern.compile("C[12] CompilerThre.*|Sweeper.*");
    private static final Pattern GC = Pattern.compile("G1 .*|GC Thread.*|VM Thread|ZWorker.*|Par.*GC.*|VM Periodic.*");

    private final Map<Long, Double> used = new HashMap<>();
    private long events;

    void add(Lab.Measured measured) {
        measured.threads().forEach((thread, micros) -> used.merge(thread, micros, Double::sum));
        events += measured.window().events();
    }

    /** As it stands now. */
    ThreadShares copy() {
        ThreadShares copy = new ThreadShares();
        copy.used.putAll(used);
        copy.events = events;
        return copy;
    }

    void print(ThreadNames names, Profile profile) {
        Map<String, Double> byGroup = new TreeMap<>();
        used.forEach((thread, micros) -> byGroup.merge(group(names.of(thread), profile), micros, Double::sum));
        System.out.println("the gateway's CPU us an event, by thread:");
        byGroup.forEach((group, micros) -> {
            double each = micros / Math.max(1, events);
            if (each >= 0.05) {
                System.out.printf(Locale.ROOT, "  %-40s %6.1f%n", group, each);
            }
        });
    }

    private static String group(String name, Profile profile) {
        if (JIT.matcher(name).matches()) {
            return "JVM: compiler";
        }
        if (GC.matcher(name).matches()) {
            return "JVM: garbage collector";
        }
        String stage = profile.stageOf(name);
        return stage.isEmpty() ? "other: " + name : stage + ": " + name;
    }
}
