package dev.tidegate.delivery;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks how much there is in a partition, and tidies up there. */
final class Look {
    private static final Script LOOK = Script.load(Look.class, "look.lua");
    private static final Script FORGET = Script.load(Look.class, "forget.lua");
    private static final int SETS = 3;
    private static final int MOST_TO_FORGET = 200;

    private final RedisRouter redis;
    private final Keys keys;

    Look(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** A sorted set: how many there are, and the first one's time in ms, -1 if there is none. */
    record Count(long entries, long firstMillis) {
        private static final Count NONE = new Count(0, -1);

        private Count plus(Count other) {
            long first = firstMillis < 0
                    ? other.firstMillis
                    : other.firstMillis < 0 ? firstMillis : Math.min(firstMillis, other.firstMillis);
            return new Count(entries + other.entries, first);
        }
    }

    /** What there is of one destination. */
    record Counts(Count outbox, Count retries, Count dead) {
        static final Counts NONE = new Counts(Count.NONE, Count.NONE, Count.NONE);

        Counts plus(Counts other) {
            return new Counts(outbox.plus(other.outbox), retries.plus(other.retries), dead.plus(other.dead));
        }

        /** Whether somebody should be taking messages now. */
        boolean isReady(long nowMillis) {
            return outbox.entries > 0 || retries.entries > 0 && retries.firstMillis <= nowMillis;
        }
    }

    /** What there is in one partition, at a time of Redis' clock. */
    record Seen(long redisMillis, Map<String, Counts> destinations) {}

    Future<Seen> at(int partition, List<String> destinations) {
        List<Key> sets = new ArrayList<>(destinations.size() * SETS);
        for (String destination : destinations) {
            sets.add(keys.outbox(partition, destination));
            sets.add(keys.retries(partition, destination));
            sets.add(keys.deadLetters(partition, destination));
        }
        return redis.run(Lane.WORK, LOOK, sets, List.of()).map(reply -> seen(reply, destinations));
    }

    /** Removes what refers to messages that are no longer kept. */
    Future<Void> forget(int partition, List<String> destinations, long nowMillis, Duration retention) {
        List<Key> sets = new ArrayList<>();
        sets.add(keys.messages(partition));
        sets.add(keys.messagePrefix(partition));
        destinations.forEach(destination -> sets.add(keys.deadLetters(partition, destination)));
        byte[] before = Fields.number(nowMillis - retention.toMillis());
        return redis.run(Lane.WORK, FORGET, sets, List.of(before, Fields.number(MOST_TO_FORGET)))
                .mapEmpty();
    }

    private static Seen seen(@Nullable Response reply, List<String> destinations) {
        Map<String, Counts> counts = new HashMap<>();
        if (reply == null) {
            return new Seen(0, counts);
        }
        for (int i = 0; i < destinations.size(); i++) {
            int at = 1 + i * SETS * 2;
            counts.put(destinations.get(i), new Counts(count(reply, at), count(reply, at + 2), count(reply, at + 4)));
        }
        return new Seen(Replies.number(reply, 0), counts);
    }

    private static Count count(Response reply, int at) {
        return new Count(Replies.number(reply, at), Replies.number(reply, at + 1));
    }
}
