package dev.tidegate.queue;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How many runs of each trigger wait, as the partitions' commits count them. */
public final class WaitingRuns {
    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;

    public WaitingRuns(RedisRouter redis, Keys keys, int partitions) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
    }

    /** By the trigger's name; a trigger that never had a run is not in it. */
    public Future<Map<String, Long>> count() {
        List<Future<@Nullable Response>> hashes = IntStream.range(0, partitions)
                .mapToObj(keys::waitingRuns)
                .map(this::read)
                .toList();
        return Future.join(hashes).map(v -> {
            Map<String, Long> sum = new HashMap<>();
            for (Future<@Nullable Response> hash : hashes) {
                Response counts = Replies.present(hash.result());
                counts.getKeys().forEach(trigger -> sum.merge(trigger, Replies.number(counts.get(trigger)), Long::sum));
            }
            return sum;
        });
    }

    private Future<@Nullable Response> read(Key hash) {
        return redis.send(Lane.WORK, hash, Request.cmd(Command.HGETALL).arg(hash.name()));
    }
}
