package dev.tidegate.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One gateway process with all roles, every event becoming one message at the sink, against the floor, which only accepts.
 * The generator holds back so that a bounded number of events is under way; so what is accepted is what is delivered.
 */
final class EndToEndMode {
    private static final String REDIS = "gateway-redis";
    private static final int MOST_DRAIN_SECONDS = 30;
    /** For a gateway whose intakes were never caught with anything in them. */
    private static final int UNMEASURED_BYTES = 800;

    private final Lab lab;
    private final List<String> backlogs = new ArrayList<>();
    private final ThreadShares shares = new ThreadShares();
    private final Map<String, Long> calls = new TreeMap<>();
    private long called;

    EndToEndMode(Lab lab) {
        this.lab = lab;
    }

    boolean run() throws IOException, InterruptedException {
        lab.say("\n== end to end: one gateway with all roles, delivered at the sink, against the floor's accepting ==");
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        Gateway gateway = Gateway.start(lab.processes(), "all-roles", lab.environment(redis, 2_000_000));
        lab.warm(
                gateway.httpPort(),
                Math.max(1, lab.options().warmup()),
                lab.options().backlog());
        drain(redis);
        int stored = lab.options().storedBytes() > 0 ? lab.options().storedBytes() : 800;
        FloorProgram floor = FloorProgram.start(lab, stored, gateway.jvmFlags());
        floor.warm(lab);
        Pairs pairs = new Pairs();
        pairs.head();
        for (int i = 1; i <= lab.options().pairs(); i++) {
            boolean floorFirst = i % 2 == 1;
            Window first = floorFirst ? floor.window(lab) : window(gateway, redis);
            Window second = floorFirst ? window(gateway, redis) : floor.window(lab);
            pairs.add(i, floorFirst ? first : second, floorFirst ? second : first);
        }
        pairs.summary("delivered, against accepted by the floor", 0.3, 0);
        backlogs.forEach(lab::say);
        lab.say(callsPerEvent());
        // Recorded after the windows that count, because recording leaves its traces in the JVM.
        ThreadShares measured = shares.copy();
        Profile profile = Profile.record(lab, gateway, () -> window(gateway, redis));
        measured.print(ThreadNames.of(gateway.pid()), profile);
        boolean agrees = agrees(gateway);
        floor.stop(lab);
        redis.close();
        lab.processes().stop("gateway");
        lab.processes().stop(REDIS);
        return agrees && !pairs.hasFaults();
    }

    /** Gives what the floor is to store for an event: as much as entries have that wait while the load is on. */
    private int warm(Gateway gateway, RedisServer redis) throws IOException, InterruptedException {
        lab.open(gateway.httpPort(), lab.options().backlog());
        Thread.sleep(Math.max(1, lab.options().warmup()) * 1000L);
        int stored = lab.options().storedBytes();
        for (int i = 0; i < 200 && stored == 0; i++) {
            stored = Gateway.storedBytes(redis.resp());
        }
        lab.generator().ask("close");
        drain(redis);
        return stored == 0 ? UNMEASURED_BYTES : stored;
    }

    private Window window(Gateway gateway, RedisServer redis) throws IOException, InterruptedException {
        Shared shared = lab.shared();
        long uniqueBefore = shared.get(Shared.UNIQUE);
        long duplicateBefore = shared.get(Shared.DUPLICATE);
        lab.sink().ask("mark");
        Map<String, Long> callsBefore = redis.resp().calls();
        List<Gateway.Depth> depths = new ArrayList<>();
        Lab.Measured measured =
                lab.measure("gateway", REDIS, gateway.httpPort(), lab.options().backlog(), () -> {
                    depths.add(Gateway.depth(redis.resp()));
                    return shared.get(Shared.UNIQUE);
                });
        var way = lab.sink().ask("mark");
        shares.add(measured);
        double drained = drain(redis);
        long unique = shared.get(Shared.UNIQUE) - uniqueBefore;
        long duplicate = shared.get(Shared.DUPLICATE) - duplicateBefore;
        backlogs.add(String.format(
                Locale.ROOT,
                "backlog: at the window's start %s, at its end %s, empty %.1f s later; from sending to the sink p50"
                        + " %.1f, p99 %.1f ms; %d new connections at the sink",
                show(depths.get(0)),
                show(depths.get(1)),
                drained,
                way.get("p50") / 1000.0,
                way.get("p99") / 1000.0,
                way.get("opened")));
        count(redis.resp().calls(), callsBefore, unique);
        redis.rewriteIfLarge();
        Window window = Faults.stored(measured, unique);
        if (duplicate != 0) {
            window = Faults.with(window, duplicate + " copies at the sink");
        }
        return window;
    }

    private void count(Map<String, Long> after, Map<String, Long> before, long events) {
        after.forEach((command, count) -> calls.merge(command, count - before.getOrDefault(command, 0L), Long::sum));
        called += events;
    }

    private String callsPerEvent() {
        StringBuilder text = new StringBuilder("Redis commands an event, those inside scripts counted too:");
        calls.entrySet().stream()
                .filter(call -> call.getValue() * 50 >= called)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(call -> text.append(
                        String.format(Locale.ROOT, " %s %.2f", call.getKey(), call.getValue() / (double) called)));
        return text.toString();
    }

    private static String show(Gateway.Depth depth) {
        return depth.total() + " (intakes " + depth.intakes() + ", partitions " + depth.partitions() + ", outbox "
                + depth.outbox() + ", under way or retrying " + depth.retries() + ")";
    }

    /** Waits a bounded time until nothing is queued, and tells how long that took. */
    private double drain(RedisServer redis) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (Gateway.depth(redis.resp()).total() > 0 && System.nanoTime() - start < MOST_DRAIN_SECONDS * 1e9) {
            Thread.sleep(50);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean agrees(Gateway gateway) throws InterruptedException {
        try {
            return compare(gateway);
        } catch (IOException e) {
            lab.say("/metrics cannot be read: " + e);
            return false;
        }
    }

    private boolean compare(Gateway gateway) throws IOException, InterruptedException {
        double accepted = gateway.metric("tidegate_events_total", "outcome=\"accepted\"");
        double delivered = gateway.metric("tidegate_delivery_attempts_total", "outcome=\"delivered\"");
        double fired = gateway.metric("tidegate_decisions_total", "outcome=\"fired\"");
        long atSink = lab.shared().get(Shared.UNIQUE);
        double uncertain = gateway.metric("tidegate_events_total", "outcome=\"unavailable\"");
        boolean agrees = accepted <= atSink && atSink <= accepted + uncertain && delivered == atSink && fired == atSink;
        lab.say(String.format(
                Locale.ROOT,
                "/metrics: accepted %.0f, unavailable %.0f, fired %.0f, delivered %.0f; at the sink %d unique, %d"
                        + " copies, %d odd: %s",
                accepted,
                uncertain,
                fired,
                delivered,
                atSink,
                lab.shared().get(Shared.DUPLICATE),
                lab.shared().get(Shared.ODD),
                agrees ? "they agree" : "THEY DIFFER"));
        if (!agrees) {
            gateway.counters().forEach(lab::say);
        }
        return agrees;
    }
}
