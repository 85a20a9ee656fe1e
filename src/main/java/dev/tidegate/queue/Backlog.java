package dev.tidegate.queue;

import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the events and timers that wait, in all intakes and partitions. */
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
                .mapToObj(intake -> redis.run(Lane.WORK, DEPTH, List.of(keys.intake(intake)), List.of()))
                .toList();
        List<Future<@Nullable Response>> partitions = IntStream.range(0, settings.partitions())
                .mapToObj(partition -> redis.run(
                        Lane.WORK, DEPTH, List.of(keys.partition(partition), keys.timers(partition)), List.of()))
                .toList();
        return Future.join(intakes).compose(v -> Future.join(partitions)).map(v -> {
            List<Response> all = new ArrayList<>();
            intakes.forEach(reply -> all.add(Replies.present(reply.result())));
            partitions.forEach(reply -> all.add(Replies.present(reply.result())));
            return Waiting.sum(all);
        });
    }

    /**
     * What waits.
     *
     * @param events accepted and not decided yet
     * @param oldestEvent when the oldest of them was accepted, null when none waits
     * @param timers runs that wait for their time
     * @param oldestDue the earliest due time among them, null when none waits
     */
    public record Waiting(
            long events,
            @Nullable Instant oldestEvent,
            long timers,
            @Nullable Instant oldestDue) {
        private static Waiting sum(List<Response> replies) {
            long events = 0;
            long timers = 0;
            Instant oldestEvent = null;
            Instant oldestDue = null;
            for (Response reply : replies) {
                events += Replies.number(reply.get(0));
                timers += Replies.number(reply.get(2));
                String entry = reply.get(1).toString();
                if (!entry.isEmpty()) {
                    oldestEvent = earlier(oldestEvent, Long.parseLong(entry, 0, entry.indexOf('-'), 10));
                }
                String due = reply.get(3).toString();
                if (!due.isEmpty()) {
                    oldestDue = earlier(oldestDue, (long) Double.parseDouble(due));
                }
            }
            return new Waiting(events, oldestEvent, timers, oldestDue);
        }

        private static Instant earlier(@Nullable Instant one, long otherMs) {
            Instant other = Instant.ofEpochMilli(otherMs);
            return one == null || other.isBefore(one) ? other : one;
        }
    }
}
