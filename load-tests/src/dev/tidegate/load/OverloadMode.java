package dev.tidegate.load;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * A flood against one gateway with all roles while the sink is slow: accepting must go on at its own pace until the queue
 * is at its limit, then refuse at once, and take events again when the sink has recovered.
 */
final class OverloadMode {
    private static final String REDIS = "gateway-redis";
    private static final long MOST_QUEUED = 64_000;
    private static final int SLOW_MICROS = 500_000;
    private static final int MOST_SLOW_SECONDS = 90;
    private static final int AFTER_FIRST_REFUSAL = 8;
    private static final int MOST_DRAIN_SECONDS = 120;

    private final Lab lab;

    OverloadMode(Lab lab) {
        this.lab = lab;
    }

    boolean run() throws IOException, InterruptedException {
        lab.say("\n== overload: all roles, a flood, a sink that takes " + SLOW_MICROS / 1000
                + " ms for an answer; max_queued_events " + MOST_QUEUED + " ==");
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        Gateway gateway = Gateway.start(lab.processes(), "all-roles", lab.environment(redis, MOST_QUEUED));
        lab.warm(
                gateway.httpPort(),
                Math.max(1, lab.options().warmup()),
                lab.options().backlog());
        Series series = new Series(redis);
        series.drain();
        long uniqueBefore = lab.shared().get(Shared.UNIQUE);
        lab.open(gateway.httpPort(), lab.options().backlog());
        series.head();
        for (int i = 0; i < lab.options().seconds(); i++) {
            series.second("steady");
        }
        Map<String, Long> before = lab.generator().ask("close");
        lab.shared().set(Shared.DELAY_MICROS, SLOW_MICROS);
        lab.open(gateway.httpPort(), 0);
        int refusing = 0;
        for (int i = 0; i < MOST_SLOW_SECONDS && refusing < AFTER_FIRST_REFUSAL; i++) {
            refusing += series.second("slow sink") || refusing > 0 ? 1 : 0;
        }
        lab.shared().set(Shared.DELAY_MICROS, 0);
        for (int i = 0; i < lab.options().seconds(); i++) {
            series.second("recovering");
        }
        Map<String, Long> flood = lab.generator().ask("close");
        boolean drained = series.drain();
        long accepted = before.get("accepted") + flood.get("accepted");
        long delivered = lab.shared().get(Shared.UNIQUE) - uniqueBefore;
        lab.say(String.format(
                Locale.ROOT,
                "accepted %d, refused %d, other answers %d, unanswered %d; delivered %d, copies %d%s%s",
                accepted,
                flood.get("refused"),
                flood.get("odd"),
                flood.get("unanswered"),
                delivered,
                lab.shared().get(Shared.DUPLICATE),
                refusing == 0 ? "; the limit was NOT REACHED" : "",
                drained ? "" : "; NOT DRAINED in " + MOST_DRAIN_SECONDS + " s"));
        redis.close();
        lab.processes().stop("gateway");
        lab.processes().stop(REDIS);
        return refusing > 0
                && drained
                && delivered >= accepted
                && delivered <= accepted + flood.get("refused")
                && flood.get("odd") == 0;
    }

    /** One line a second. */
    private final class Series {
        private final RedisServer redis;
        private long uniqueBefore = lab.shared().get(Shared.UNIQUE);
        private Cpu.Sample before = lab.processes().cpu();

        private Series(RedisServer redis) throws IOException {
            this.redis = redis;
        }

        private void head() {
            lab.say("phase            accepted/s   p50   p99 ms  refused/s   p50   p99 ms  delivered/s  intakes"
                    + " partitions   outbox  retries  gateway cores  others");
        }

        /** Whether anything was refused in this second. */
        private boolean second(String phase) throws IOException, InterruptedException {
            lab.generator().ask("mark");
            Thread.sleep(1000);
            Map<String, Long> mark = lab.generator().ask("mark");
            print(mark.get("refused") > 0 ? phase + " 503" : phase, mark);
            return mark.get("refused") > 0;
        }

        private void print(String phase, Map<String, Long> mark) throws IOException {
            Gateway.Depth depth = Gateway.depth(redis.resp());
            long unique = lab.shared().get(Shared.UNIQUE);
            Cpu.Sample now = lab.processes().cpu();
            double seconds = now.seconds(before);
            lab.say(String.format(
                    Locale.ROOT,
                    "%-16s %10d %5.1f %8.1f %10d %5.1f %8.1f %12.0f %8d %10d %8d %8d %14.2f %7.2f",
                    phase,
                    mark.get("accepted"),
                    mark.get("p50") / 1000.0,
                    mark.get("p99") / 1000.0,
                    mark.get("refused"),
                    mark.get("refused_p50") / 1000.0,
                    mark.get("refused_p99") / 1000.0,
                    (unique - uniqueBefore) / seconds,
                    depth.intakes(),
                    depth.partitions(),
                    depth.outbox(),
                    depth.retries(),
                    now.micros(before, lab.processes().id("gateway")) / 1e6 / seconds,
                    now.noise(before)));
            uniqueBefore = unique;
            before = now;
        }

        private boolean drain() throws IOException, InterruptedException {
            long start = System.nanoTime();
            while (Gateway.depth(redis.resp()).total() > 0) {
                if (System.nanoTime() - start > MOST_DRAIN_SECONDS * 1e9) {
                    return false;
                }
                Thread.sleep(200);
            }
            lab.say(String.format(Locale.ROOT, "drained in %.1f s", (System.nanoTime() - start) / 1e9));
            return true;
        }
    }
}
