package dev.tidegate.queue;

import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.JourneyCodec;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Instant;
import java.util.Map;

/**
 * The customers of one partition: those seen lately from memory, others from Redis. Memory may be trusted because only the
 * partition's owner commits; it must be {@link #forget forgotten} when a commit's outcome is not known.
 */
final class States {
    private static final int REMEMBERED = 1_000;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partition;
    private final Map<ProfileId, State> recent = new LruMap<>(REMEMBERED);

    States(RedisRouter redis, Keys keys, int partition) {
        this.redis = redis;
        this.keys = keys;
        this.partition = partition;
    }

    /** The customer's state; an id without a record is a customer of whom nothing is known. */
    Future<State> load(ProfileId id, Instant now) {
        State remembered = recent.get(id);
        if (remembered != null) {
            return Future.succeededFuture(remembered);
        }
        Request read = Request.cmd(Command.MGET)
                .arg(keys.profile(partition, id).name())
                .arg(keys.journey(partition, id).name())
                .arg(keys.lineage(partition, id).name());
        return redis.send(Lane.WORK, keys.profile(partition, id), read).map(reply -> {
            Profile profile = reply == null || reply.get(0) == null
                    ? Profile.empty(id, now)
                    : ProfileCodec.decode(reply.get(0).toBytes());
            Journey journey = reply == null || reply.get(1) == null
                    ? Journey.EMPTY
                    : JourneyCodec.decode(reply.get(1).toBytes());
            Lineage lineage = reply == null || reply.get(2) == null
                    ? Lineage.NONE
                    : LineageCodec.decode(reply.get(2).toBytes());
            return new State(profile, journey, lineage);
        });
    }

    /** What was committed. */
    void committed(State state) {
        recent.put(state.profile().id(), state);
    }

    /** What is known of one customer may be behind Redis. */
    void forget(ProfileId id) {
        recent.remove(id);
    }

    void forget() {
        recent.clear();
    }
}
