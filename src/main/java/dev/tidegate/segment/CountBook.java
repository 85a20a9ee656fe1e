package dev.tidegate.segment;

import dev.tidegate.domain.Digests;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.Segment;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted, as Redis keeps it for all processes, and who may count. A count belongs to a condition's text, so that
 * processes with different versions of the configuration do not take away each other's counts.
 */
final class CountBook {
    /** Counts of definitions that nobody uses any more go by themselves. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** A process that dies while it counts holds the others up for so long. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Script TAKE = Script.load(CountBook.class, "lease.lua");
    private static final Script COUNTED = Script.load(CountBook.class, "counted.lua");

    private final RedisRouter redis;
    private final Keys keys;

    CountBook(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * What is known.
     *
     * @param counts by the segment's name; those that were never counted are not in it
     * @param wish that all be counted anew, null when there is none
     */
    record Known(Map<String, SegmentCount> counts, @Nullable String wish) {
        Known {
            counts = Map.copyOf(counts);
        }
    }

    Future<Known> read(List<Segment> segments) {
        Request read = Request.cmd(Command.MGET).arg(keys.segmentWish().name());
        segments.forEach(segment -> read.arg(key(segment).name()));
        return redis.send(Lane.WORK, keys.segmentWish(), read).map(reply -> {
            Map<String, SegmentCount> counts = new LinkedHashMap<>();
            for (int i = 0; reply != null && i < segments.size(); i++) {
                Response count = reply.get(i + 1);
                if (count != null) {
                    counts.put(segments.get(i).name(), SegmentCount.parse(count.toString()));
                }
            }
            Response wish = reply == null ? null : reply.get(0);
            return new Known(counts, wish == null ? null : wish.toString());
        });
    }

    /** Asks whoever counts to count anew. */
    Future<Void> wish(String wish) {
        Key key = keys.segmentWish();
        Request set =
                Request.cmd(Command.SET).arg(key.name()).arg(wish).arg("PX").arg(KEPT.toMillis());
        return redis.send(Lane.WORK, key, set).mapEmpty();
    }

    /** Takes the right to count, or keeps it; false when another has it. */
    Future<Boolean> lease(String holder) {
        return redis.run(
                        Lane.WORK,
                        TAKE,
                        List.of(keys.segmentLease()),
                        List.of(bytes(holder), bytes(String.valueOf(LEASE.toMillis()))))
                .map(reply -> isYes(reply));
    }

    /** Keeps what was counted; false when another has the right to count by now. */
    Future<Boolean> counted(String holder, @Nullable String wish, Map<Segment, SegmentCount> counts) {
        List<Key> into = new ArrayList<>(List.of(keys.segmentLease(), keys.segmentWish()));
        List<byte[]> args = new ArrayList<>(
                List.of(bytes(holder), bytes(wish == null ? "" : wish), bytes(String.valueOf(KEPT.toMillis()))));
        counts.forEach((segment, count) -> {
            into.add(key(segment));
            args.add(bytes(count.text()));
        });
        return redis.run(Lane.WORK, COUNTED, into, args).map(reply -> isYes(reply));
    }

    private Key key(Segment segment) {
        return keys.segmentCount(Digests.of(segment.condition()));
    }

    private static boolean isYes(@Nullable Response reply) {
        return reply != null && reply.toString().equals("1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
