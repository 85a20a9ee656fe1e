package dev.tidegate.load;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much an idle gateway with all roles asks of Redis. */
final class IdleMode {
    private static final String REDIS = "gateway-redis";
    private static final int SETTLE_SECONDS = 10;
    private static final int SECONDS = 30;
    private static final double TARGET = 50;

    private final Lab lab;

    IdleMode(Lab lab) {
        this.lab = lab;
    }

    boolean run() throws IOException, InterruptedException {
        lab.say("\n== idle: one gateway with all roles and no traffic, over " + SECONDS + " s ==");
        RedisServer redis =
                RedisServer.start(lab.processes(), REDIS, lab.options().fsync());
        Gateway.start(lab.processes(), "all-roles", lab.environment(redis, 2_000_000));
        Thread.sleep(SETTLE_SECONDS * 1000L);
        Map<String, Long> callsBefore = redis.resp().calls();
        long before = total(redis);
        Cpu.Sample cpuBefore = lab.processes().cpu();
        Thread.sleep(SECONDS * 1000L);
        Cpu.Sample cpu = lab.processes().cpu();
        // The one command in between is the earlier INFO itself: Redis counts a command when it is done.
        double rate = (total(redis) - before - 1) / (double) SECONDS;
        lab.say(String.format(
                Locale.ROOT,
                "Redis commands a second: %.1f (those inside scripts counted too), target below %.0f: %s; gateway"
                        + " %.3f, Redis %.3f cores",
                rate,
                TARGET,
                rate < TARGET ? "met" : "MISSED",
                cpu.micros(cpuBefore, lab.processes().id("gateway")) / 1e6 / SECONDS,
                cpu.micros(cpuBefore, lab.processes().id(REDIS)) / 1e6 / SECONDS));
        Map<String, Long> calls = new TreeMap<>(redis.resp().calls());
        calls.replaceAll((command, count) -> count - callsBefore.getOrDefault(command, 0L));
        calls.values().removeIf(count -> count == 0);
        lab.say("by command, over the " + SECONDS + " s: " + calls);
        redis.close();
        lab.processes().stop("gateway");
        lab.processes().stop(REDIS);
        return rate < TARGET;
    }

    private static long total(RedisServer redis) throws IOException {
        return Long.parseLong(redis.resp().info("stats").get("total_commands_processed"));
    }
}
