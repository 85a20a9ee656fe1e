package dev.tidegate.queue;

import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the events, timers and thin events that wait, in all intakes and partitions. */
public final class Backlog {
    private static final Script DEPTH = Script.load(Backlog.class, "depth.lua");

    private final RedisRouter redis;
    private final Keys keys;
    private final QueueSettings settings;

    public Backlog(RedisRouter redis, Keys keys, QueueSettings settings) {
        this.redis = redis;
        this.keys = keys;
        this.settings = settings;
    }

    /** Looks at every intake and partition. */
    public Future<Waiting> count() {
        List<Future<@Nullable Response>> intakes = IntStream.range(0, settings.intakes())
                .mapToObj(intake ->
                        redis.run(Lane.WORK, DEPTH, List.of(keys.intake(intake), keys.thin(intake)), List.of()))
                .toList();
        List<Future<@Nullable Response>> partitions = IntStream.range(0, settings.partitions())
                .mapToObj(partition -> redis.run(
                        Lane.WORK, DEPTH, List.of(keys.partition(partition), keys.timers(partition)), List.of()))
                .toList();
        return Future.join(intakes).compose(v -> Future.join(partitions)).map(v -> {
            Sum atIntakes = Sum.of(intakes);
            Sum atPartitions = Sum.of(partitions);
            return new Waiting(
                    atIntakes.entries + atPartitions.entries,
                    earlier(atIntakes.oldest, atPartitions.oldest),
                    atPartitions.members,
                    atPartitions.lowest,
                    atIntakes.members,
                    atIntakes.lowest);
        });
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /**
     * What waits.
     *
     * @param events accepted and not decided yet
     * @param oldestEvent when the oldest of them was accepted, null when none waits
     * @param timers runs that wait for their time
     * @param oldestDue the earliest due time among them, null when none waits
     * @param thin events that wait to be completed
     * @param oldestThin the earliest time to look at one of them, null when none waits
     */
    public record Waiting(
            long events,
            @Nullable Instant oldestEvent,
            long timers,
            @Nullable Instant oldestDue,
            long thin,
            @Nullable Instant oldestThin) {}

    /** What several streams hold together, and the sorted sets beside them. */
    private record Sum(
            long entries,
            @Nullable Instant oldest,
            long members,
            @Nullable Instant lowest) {
        static Sum of(List<Future<@Nullable Response>> replies) {
            long entries = 0;
            long members = 0;
            Instant oldest = null;
            Instant lowest = null;
            for (Future<@Nullable Response> future : replies) {
                Response reply = Replies.present(future.result());
                entries += Replies.number(reply.get(0));
                members += Replies.number(reply.get(2));
                String entry = reply.get(1).toString();
                if (!entry.isEmpty()) {
                    oldest = earlier(oldest, Instant.ofEpochMilli(Long.parseLong(entry, 0, entry.indexOf('-'), 10)));
                }
                String score = reply.get(3).toString();
                if (!score.isEmpty()) {
                    lowest = earlier(lowest, Instant.ofEpochMilli((long) Double.parseDouble(score)));
                }
            }
            return new Sum(entries, oldest, members, lowest);
        }
    }
}
