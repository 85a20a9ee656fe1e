package dev.tidegate.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Interleaved windows of the floor and the gateway, shown as a table with medians and ratios. */
final class Pairs {
    private record Pair(Window floor, Window gateway) {
        private double ratio() {
            return gateway.rate() / floor.rate();
        }

        private double moreCpu() {
            return gateway.serverAndRedis() - floor.serverAndRedis();
        }

        private boolean isDisturbed() {
            return floor.isDisturbed() || gateway.isDisturbed();
        }
    }

    private final PrintStream out = System.out;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Window> alone = new ArrayList<>();

    void head() {
        out.println("                             answer time, ms             CPU us per event              others");
        out.println("pair  program     events/s    p50    p99  p99.9    generator server redis  sink     cores");
    }

    void add(int number, Window floor, Window gateway) {
        pairs.add(new Pair(floor, gateway));
        alone.add(floor);
        row(String.valueOf(number), floor);
        row("", gateway);
    }

    void addFloor(int number, Window floor) {
        alone.add(floor);
        row(String.valueOf(number), floor);
    }

    private void row(String label, Window w) {
        out.printf(
                Locale.ROOT,
                "%4s  %-8s %11.0f %6.2f %6.2f %6.2f    %9.1f %6.1f %5.1f %5.1f    %5.2f %s %s%n",
                label,
                w.program(),
                w.rate(),
                w.latency().get("p50") / 1000.0,
                w.latency().get("p99") / 1000.0,
                w.latency().get("p999") / 1000.0,
                w.generator(),
                w.server(),
                w.redis(),
                w.sink(),
                w.noise(),
                w.isDisturbed() ? "*" : "",
                w.fault());
    }

    void summary(String what, double targetRatio, double targetCpu) {
        out.println();
        medians("floor", alone);
        if (pairs.isEmpty()) {
            return;
        }
        medians("gateway", pairs.stream().map(Pair::gateway).toList());
        ratios("all pairs", what, pairs, targetRatio, targetCpu);
        List<Pair> quiet = pairs.stream().filter(pair -> !pair.isDisturbed()).toList();
        if (quiet.size() < pairs.size()) {
            ratios("undisturbed", what, quiet, targetRatio, targetCpu);
        }
    }

    private void medians(String program, List<Window> windows) {
        out.printf(
                "%-8s median (least to most): events/s %s, p50 %s, p99 %s, p99.9 %s ms%n",
                program,
                Medians.of(windows, Window::rate).show("%.0f"),
                millis(windows, "p50"),
                millis(windows, "p99"),
                millis(windows, "p999"));
        out.printf(
                "%-8s CPU us per event: generator %s, server %s, Redis %s, sink %s%n",
                "",
                micros(windows, Window::generator),
                micros(windows, Window::server),
                micros(windows, Window::redis),
                micros(windows, Window::sink));
    }

    private static String millis(List<Window> windows, String quantile) {
        return Medians.of(windows, w -> w.latency().get(quantile) / 1000.0).show("%.2f");
    }

    private static String micros(List<Window> windows, ToDoubleFunction<Window> cpu) {
        return Medians.of(windows, cpu).show("%.1f");
    }

    private void ratios(String label, String what, List<Pair> pairs, double targetRatio, double targetCpu) {
        if (pairs.isEmpty()) {
            out.println(label + ": none");
            return;
        }
        Medians ratio = Medians.of(pairs, Pair::ratio);
        Medians cpu = Medians.of(pairs, Pair::moreCpu);
        out.printf(
                Locale.ROOT,
                "%s (%d): %s, gateway to floor %s, target %.1f: %s%n",
                label,
                pairs.size(),
                what,
                ratio.show("%.2f"),
                targetRatio,
                ratio.median() >= targetRatio ? "met" : "MISSED");
        out.printf(
                Locale.ROOT,
                "%s (%d): server and Redis take %s us an event more than the floor%s%n",
                label,
                pairs.size(),
                cpu.show("%.1f"),
                targetCpu > 0
                        ? String.format(Locale.ROOT, ", target 10: %s", cpu.median() <= targetCpu ? "met" : "MISSED")
                        : "");
    }

    boolean hasFaults() {
        return alone.stream().anyMatch(w -> !w.fault().isEmpty())
                || pairs.stream().anyMatch(p -> !p.gateway().fault().isEmpty());
    }
}
