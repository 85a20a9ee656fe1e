package dev.tidegate.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A walk over all keys whose names look alike, in steps of bounded cost. Keys that are there from its beginning to its end
 * come at least once; Redis may give one again while it makes its table larger or smaller.
 *
 * <p>It has a single Redis' position; with several nodes it will have to walk over one after the other.
 */
public final class KeyWalk {
    private static final String START = "0";

    private final RedisRouter redis;
    private final String pattern;
    private final int count;
    private String position = START;
    private boolean over;

    /**
     * @param pattern as SCAN takes it
     * @param count how many keys Redis looks at in a step, alike or not
     */
    public KeyWalk(RedisRouter redis, String pattern, int count) {
        this.redis = redis;
        this.pattern = pattern;
        this.count = count;
    }

    /** Whether there is no further step. */
    public boolean isOver() {
        return over;
    }

    /** The keys of the next step, often few or none; the same again after a failure. */
    public Future<List<Key>> next() {
        Request scan = Request.cmd(Command.SCAN)
                .arg(position)
                .arg("MATCH")
                .arg(pattern)
                .arg("COUNT")
                .arg(count);
        return redis.send(Lane.WORK, scan).map(reply -> {
            if (reply == null) {
                throw new IllegalStateException("SCAN has no answer");
            }
            position = reply.get(0).toString();
            over = position.equals(START);
            Set<String> names = new LinkedHashSet<>();
            for (Response name : reply.get(1)) {
                names.add(name.toString());
            }
            List<Key> keys = new ArrayList<>(names.size());
            names.forEach(name -> keys.add(new Key(name)));
            return keys;
        });
    }
}
