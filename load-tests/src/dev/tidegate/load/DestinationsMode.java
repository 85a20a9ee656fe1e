package dev.tidegate.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All types of destinations at once under a steady flow, in rounds by turns: all of them well, and some of them ill. What counts
 * is whether the way to the others gets longer.
 */
final class DestinationsMode {
    private static final String REDIS = "gateway-redis";
    private static final int EVENTS_PER_SECOND = 40;
    private static final int CONNECTIONS = 16;
    private static final int LEAD_MILLIS = 1_000;
    private static final int MOST_DRAIN_SECONDS = 90;

    /** A quantile of a few thousand ways on a shared machine differs by that much between two rounds that are alike. */
    private static final double UNMOVED = 1.25;

    private final Lab lab;
    private final List<Round> well = new ArrayList<>();
    private final List<Round> troubled = new ArrayList<>();
    private long accepted;
    private boolean drained = true;

    DestinationsMode(Lab lab) {
        this.lab = lab;
    }

    private record Round(Map<String, Long> facts, double noise) {
        double ms(String name) {
            return facts.get(name) / 1000.0;
        }
    }

    boolean run() throws IOException, InterruptedException {
        int destinations = Esps.Esp.values().length;
        lab.say("\n== destinations: " + destinations + " at once, " + EVENTS_PER_SECOND
                + " events a second, a message for each at every destination ==\n"
                + "ill in the rounds B: brevo refuses connections, iterable says nothing, zapier takes 5 s, sendgrid"
                + " says 429 to nine of ten");
        Processes.Helper esps = lab.processes().java("esps", List.of("-Xmx256m", "-XX:+UseSerialGC"), Esps.class);
        Map<String, Long> ports = Processes.Helper.facts(esps.answer());
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        Map<String, String> environment = lab.environment(redis, 2_000_000);
        ports.forEach(
                (esp, port) -> environment.put("BENCH_ESP_" + esp.toUpperCase(Locale.ROOT), String.valueOf(port)));
        Gateway gateway = Gateway.start(lab.processes(), "destinations", environment);
        warm(gateway, esps, redis);
        lab.say("pair round  to the others: arrived    p50     p99     max ms   brevo iterable  zapier sendgrid "
                + " others' cores");
        for (int i = 1; i <= lab.options().pairs(); i++) {
            well.add(round(i, "A", gateway, esps, redis));
            troubled.add(round(i, "B", gateway, esps, redis));
        }
        summary();
        boolean complete = isComplete(esps.ask("totals"), redis);
        redis.close();
        lab.processes().stop("gateway");
        lab.processes().stop(REDIS);
        lab.processes().stop("esps");
        return complete;
    }

    private Round round(int pair, String name, Gateway gateway, Processes.Helper esps, RedisServer redis)
            throws IOException, InterruptedException {
        esps.ask("trouble " + (name.equals("B") ? 1 : 0));
        open(gateway);
        Thread.sleep(LEAD_MILLIS);
        esps.ask("mark");
        Cpu.Sample before = lab.processes().cpu();
        Thread.sleep(lab.options().seconds() * 1000L);
        Map<String, Long> facts = esps.ask("mark");
        double noise = lab.processes().cpu().noise(before);
        close();
        esps.ask("trouble 0");
        drain(redis);
        Round round = new Round(facts, noise);
        lab.say(String.format(
                Locale.ROOT,
                "%4d %5s %22d %7.1f %7.1f %7.1f %14.1f %7d %8d %7d %8d %14.2f",
                pair,
                name,
                facts.get("others_n"),
                round.ms("others_p50"),
                round.ms("others_p99"),
                round.ms("others_max"),
                round.ms("single_p99"),
                facts.get("brevo_n"),
                facts.get("iterable_n"),
                facts.get("zapier_n"),
                facts.get("sendgrid_n"),
                noise));
        return round;
    }

    private void summary() {
        lab.say("\np99 in ms, median over the rounds (least to most)      A: all well              B: some ill");
        for (Esps.Esp esp : Esps.Esp.values()) {
            if (esp.illness() == Esps.Esp.Illness.NONE) {
                line(esp.label());
            }
        }
        line("single");
        line("others");
        verdict("single", "the others that take one message at a time");
        verdict("others", "all others");
    }

    private void verdict(String group, String who) {
        Medians ratio = ratio(group + "_p99");
        Medians alike = Medians.of(well, round -> round.ms(group + "_p99"));
        lab.say(String.format(
                Locale.ROOT,
                "to %s, B to A of each pair: p50 %s, p99 %s: p99 %s; the rounds A alone differ by a factor of %.1f",
                who,
                ratio(group + "_p50").show("%.2f"),
                ratio.show("%.2f"),
                ratio.median() <= UNMOVED
                        ? "did not move"
                        : ratio.least() > UNMOVED ? "MOVED" : "may have moved, not in every pair",
                alike.most() / alike.least()));
    }

    private Medians ratio(String name) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < well.size(); i++) {
            ratios.add(troubled.get(i).ms(name) / well.get(i).ms(name));
        }
        return Medians.of(ratios, Double::doubleValue);
    }

    private void line(String name) {
        lab.say(String.format(
                Locale.ROOT,
                "%-45s %26s %26s",
                name,
                Medians.of(well, round -> round.ms(name + "_p99")).show("%.1f"),
                Medians.of(troubled, round -> round.ms(name + "_p99")).show("%.1f")));
    }

    /** Every message of every event has arrived, at the others once. */
    private boolean isComplete(Map<String, Long> totals, RedisServer redis) throws IOException {
        long missing = 0;
        long copies = 0;
        long dead = 0;
        for (Esps.Esp esp : Esps.Esp.values()) {
            missing += accepted - totals.get(esp.label() + "_unique");
            dead += Gateway.depth(redis.resp(), esp.label()).dead();
            copies += esp.illness() == Esps.Esp.Illness.NONE ? totals.get(esp.label() + "_copies") : 0;
        }
        lab.say(String.format(
                Locale.ROOT,
                "%d events, %d messages missing, %d given up, %d copies at the others%s",
                accepted,
                missing,
                dead,
                copies,
                drained ? "" : "; NOT DRAINED in " + MOST_DRAIN_SECONDS + " s"));
        return missing == 0 && dead == 0 && copies == 0 && drained;
    }

    /** Under both conditions: what a gateway does with an ESP that is ill has to be compiled too. */
    private void warm(Gateway gateway, Processes.Helper esps, RedisServer redis)
            throws IOException, InterruptedException {
        for (int trouble = 0; trouble <= 1; trouble++) {
            esps.ask("trouble " + trouble);
            open(gateway);
            Thread.sleep(Math.max(1, lab.options().warmup()) * 500L);
            close();
            esps.ask("trouble 0");
            drain(redis);
        }
    }

    private void open(Gateway gateway) throws IOException {
        lab.generator().ask("flow " + gateway.httpPort() + " " + CONNECTIONS + " " + EVENTS_PER_SECOND);
    }

    private void close() throws IOException {
        accepted += lab.generator().ask("close").get("accepted");
    }

    /** Waits a bounded time until nothing is queued for anybody, so that a round finds nothing of the one before. */
    private void drain(RedisServer redis) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (waiting(redis) > 0) {
            if (System.nanoTime() - start > MOST_DRAIN_SECONDS * 1e9) {
                drained = false;
                return;
            }
            Thread.sleep(300);
        }
    }

    private static long waiting(RedisServer redis) throws IOException {
        long waiting = 0;
        for (Esps.Esp esp : Esps.Esp.values()) {
            waiting += Gateway.depth(redis.resp(), esp.label()).total();
        }
        return waiting;
    }
}
