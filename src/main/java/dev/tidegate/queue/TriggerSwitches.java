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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator set for triggers; it stands above the settings and is the same for all processes. */
public final class TriggerSwitches {
    private static final String ON = "1";
    private static final String OFF = "0";

    private final RedisRouter redis;
    private final Key key;

    public TriggerSwitches(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.key = keys.triggers();
    }

    /** By the trigger's name whether it is enabled; the settings decide on those that are not in it. */
    public Future<Map<String, Boolean>> read() {
        return redis.send(Lane.WORK, key, Request.cmd(Command.HGETALL).arg(key.name()))
                .map(TriggerSwitches::switches);
    }

    /** Enables or disables a trigger, whatever the settings say, now and after a restart. */
    public Future<Void> set(String trigger, boolean on) {
        Request set = Request.cmd(Command.HSET).arg(key.name()).arg(trigger).arg(on ? ON : OFF);
        return redis.send(Lane.WORK, key, set).mapEmpty();
    }

    private static Map<String, Boolean> switches(@Nullable Response reply) {
        Map<String, Boolean> switches = new HashMap<>();
        if (reply != null) {
            reply.getKeys().forEach(name -> switches.put(name, ON.equals(String.valueOf(reply.get(name)))));
        }
        return switches;
    }
}
