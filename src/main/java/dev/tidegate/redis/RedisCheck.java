package dev.tidegate.redis;

import dev.tidegate.redis.RedisSettings.Durability;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether a Redis is fit for the gateway. */
public final class RedisCheck {
    private static final Script META = Script.load(RedisCheck.class, "meta.lua");
    /** The format of what is stored; a gateway reads this one only. */
    private static final int FORMAT = 1;

    private final RedisRouter router;
    private final Keys keys;
    private final Durability durability;

    /**
     * What was found, in sentences for the user.
     *
     * @param problems for which the gateway must not start
     * @param warnings what could not be looked at
     */
    public record Report(List<String> problems, List<String> warnings) {
        public Report {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * How much memory Redis uses.
     *
     * @param used bytes that count against the limit
     * @param limit {@code maxmemory}, or the machine's memory when there is none
     */
    public record MemoryUse(long used, long limit) {
        /** From 0 to 1, and more when Redis is over its limit. */
        public double ratio() {
            return limit <= 0 ? 0 : (double) used / limit;
        }
    }

    public RedisCheck(RedisRouter router, Keys keys, Durability durability) {
        this.router = router;
        this.keys = keys;
        this.durability = durability;
    }

    /** Version, durability and what Redis does when its memory is full. */
    public Future<Report> look() {
        return info("everything").compose(info -> setting("appendfsync").map(fsync -> judge(info, fsync)));
    }

    /**
     * The numbers of intakes and partitions are written down at the first start, since they decide where everything is.
     *
     * @return problems, if this start has others
     */
    public Future<List<String>> agree(int intakes, int partitions) {
        List<byte[]> args = List.of(bytes(intakes), bytes(partitions), bytes(FORMAT));
        return router.run(Lane.WORK, META, List.of(keys.meta()), args).map(reply -> {
            List<String> problems = new ArrayList<>();
            compare(problems, "intakes", intakes, reply, 0);
            compare(problems, "partitions", partitions, reply, 1);
            compare(problems, "the format of what is stored", FORMAT, reply, 2);
            return List.copyOf(problems);
        });
    }

    private static void compare(List<String> problems, String what, int wanted, @Nullable Response reply, int place) {
        String found = reply == null || reply.size() <= place
                ? "nothing"
                : reply.get(place).toString();
        if (!found.equals(String.valueOf(wanted))) {
            problems.add(what + ": this Redis was set up with " + found + ", not with " + wanted
                    + ". It is fixed at the first start; go back to " + found + ", or use another key_prefix or Redis");
        }
    }

    /** How full Redis is, for refusing new events in time. */
    public Future<MemoryUse> memory() {
        return info("memory").map(info -> {
            long used = number(info, "used_memory") - number(info, "mem_not_counted_for_evict");
            long max = number(info, "maxmemory");
            return new MemoryUse(used, max > 0 ? max : number(info, "total_system_memory"));
        });
    }

    private Report judge(Map<String, String> info, Optional<String> fsync) {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        String version = info.getOrDefault("redis_version", "unknown");
        if (!isNewEnough(version)) {
            problems.add("Redis is version " + version + "; the gateway needs 6.2 or later");
        }
        String policy = info.getOrDefault("maxmemory_policy", "unknown");
        if (!policy.equals("noeviction")) {
            problems.add("maxmemory-policy is " + policy
                    + ", so Redis throws accepted events away when its memory is full; " + "set it to noeviction");
        }
        if (!info.getOrDefault("aof_enabled", "0").equals("1")) {
            problems.add("appendonly is off, so accepted events are lost when Redis ends; set it to yes");
        } else if (fsync.isEmpty()) {
            warnings.add("CONFIG GET is not allowed, so appendfsync could not be checked; it must be "
                    + (durability == Durability.ALWAYS ? "always" : "everysec or always"));
        } else if (!isEnough(fsync.get())) {
            problems.add("appendfsync is " + fsync.get() + ", but redis.durability asks for "
                    + (durability == Durability.ALWAYS ? "always" : "everysec or always"));
        }
        if (durability == Durability.REPLICATED && number(info, "connected_slaves") < 1) {
            problems.add("redis.durability is replicated, but no replica is connected");
        }
        return new Report(problems, warnings);
    }

    private boolean isEnough(String fsync) {
        return fsync.equals("always") || fsync.equals("everysec") && durability != Durability.ALWAYS;
    }

    private static boolean isNewEnough(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            return major > 6 || major == 6 && parts.length > 1 && Integer.parseInt(parts[1]) >= 2;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Future<Map<String, String>> info(String section) {
        return router.send(Lane.WORK, Request.cmd(Command.INFO).arg(section)).map(reply -> {
            Map<String, String> info = new HashMap<>();
            String.valueOf(reply).lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    info.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            });
            return info;
        });
    }

    /** Empty where the user may not ask for it, which is usual for hosted Redis. */
    private Future<Optional<String>> setting(String name) {
        return router.send(Lane.WORK, Request.cmd(Command.CONFIG).arg("GET").arg(name))
                .map(reply -> Optional.ofNullable(reply)
                        .filter(pair -> pair.size() == 2)
                        .map(pair -> pair.get(1).toString()))
                .recover(cause -> cause instanceof RedisException known && known.kind() == RedisException.Kind.BROKEN
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(cause));
    }

    private static long number(Map<String, String> info, String field) {
        try {
            return Long.parseLong(info.getOrDefault(field, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
    }
}
