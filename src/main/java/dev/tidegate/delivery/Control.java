package dev.tidegate.delivery;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;

/** What the operator set for destinations; it stands above the settings and is the same for all processes. */
final class Control {
    private static final String PAUSED = "paused";

    private final RedisRouter redis;
    private final Keys keys;

    Control(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Whether the operator has paused or resumed the destination; empty when the settings decide. */
    Future<Optional<Boolean>> paused(String destination) {
        Key key = keys.control(destination);
        return redis.send(
                        Lane.WORK,
                        key,
                        Request.cmd(Command.HGET).arg(key.name()).arg(PAUSED))
                .map(reply -> reply == null
                        ? Optional.empty()
                        : Optional.of(reply.toString().equals("1")));
    }

    Future<Void> pause(String destination, boolean pause) {
        Key key = keys.control(destination);
        Request set = Request.cmd(Command.HSET).arg(key.name()).arg(PAUSED).arg(pause ? "1" : "0");
        return redis.send(Lane.WORK, key, set).mapEmpty();
    }
}
