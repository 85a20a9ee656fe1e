package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Counted;
import dev.tidegate.profile.Replayed;
import dev.tidegate.redis.FencedOps.Group;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What counts of events since a replay has found that something else should, so that no replay corrects it twice. */
final class Corrections {
    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;
    private final Duration retention;

    /** @param retention for so long a correction is remembered */
    Corrections(RedisRouter redis, Keys keys, int partitions, Duration retention) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.retention = retention;
    }

    /** What the event adds to the customer's figures as they stand; null when nobody knows any more. */
    Future<@Nullable Counted> counted(Replayed replayed, State state) {
        List<ProfileId> one = new ArrayList<>(state.lineage().merged());
        one.add(state.profile().id());
        List<Future<@Nullable Response>> reads =
                one.stream().map(id -> read(id, replayed.event().id())).toList();
        return Future.join(reads)
                .map(v -> reads.stream()
                        .map(Future::result)
                        .filter(Objects::nonNull)
                        .map(reply -> Counted.parse(reply.toString()))
                        .reduce((earlier, later) -> later)
                        .orElseGet(() -> before(replayed, one)));
    }

    private Future<@Nullable Response> read(ProfileId profile, EventId event) {
        Key key = keys.corrections(profile.partition(partitions), profile);
        Request read = Request.cmd(Command.HGET).arg(key.name()).arg(event.value());
        return redis.send(Lane.WORK, key, read);
    }

    private static @Nullable Counted before(Replayed replayed, List<ProfileId> one) {
        Replayed.Before before = replayed.before();
        if (before != null && one.contains(before.profile())) {
            return before.counted();
        }
        return replayed.known() ? null : Counted.NOTHING;
    }

    /** Remembers, in the same step as the profile, what counts of the event from now on. */
    void write(Group group, ProfileId profile, EventId event, Counted counted) {
        Key key = keys.corrections(profile.partition(partitions), profile);
        group.op("HSET", key, Bytes.of(event.value()), Bytes.of(counted.text()));
        group.op("PEXPIRE", key, Bytes.of(retention.toMillis()));
    }
}
