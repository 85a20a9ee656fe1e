package dev.tidegate.delivery;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** A rate of a destination in Redis, which the processes draw from together. */
final class SharedQuota implements Quota.Pool {
    private static final Script QUOTA = Script.load(SharedQuota.class, "quota.lua");

    private final RedisRouter redis;
    private final Key key;
    private final Pace pace;

    SharedQuota(RedisRouter redis, Key key, Pace pace) {
        this.redis = redis;
        this.key = key;
        this.pace = pace;
    }

    @Override
    public Future<Quota.Draw> draw(int most) {
        return run(most, Duration.ZERO);
    }

    @Override
    public Future<Void> rest(Duration rest) {
        return run(0, rest).mapEmpty();
    }

    private Future<Quota.Draw> run(int most, Duration rest) {
        List<byte[]> args = List.of(
                Fields.number(pace.nanosPerPermit()),
                Fields.number(pace.ahead().toNanos()),
                Fields.number(most),
                Fields.number(rest.toMillis()));
        return redis.run(Lane.WORK, QUOTA, List.of(key), args)
                .map(reply -> new Quota.Draw(
                        Math.toIntExact(Replies.number(reply, 0)), Duration.ofMillis(Replies.number(reply, 1))));
    }
}
