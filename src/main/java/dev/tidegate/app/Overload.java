package dev.tidegate.app;

import dev.tidegate.redis.RedisCheck;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches how full Redis is, so that events are refused while there is still room to work off those accepted. */
final class Overload {
    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final RedisCheck redis;
    private final double high;
    private volatile boolean full;

    /** @param highPercent of Redis' memory from which on nothing is accepted */
    Overload(RedisCheck redis, int highPercent) {
        this.redis = redis;
        this.high = highPercent / 100.0;
    }

    boolean full() {
        return full;
    }

    /** Begins to watch; the id is that of a timer. */
    long start(Vertx vertx) {
        return vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
    }

    private void look() {
        redis.memory()
                .onSuccess(use -> {
                    boolean now = use.ratio() >= high;
                    if (now != full) {
                        LOG.warn(now ? "Redis is nearly full; events are refused" : "Redis has room again");
                        full = now;
                    }
                })
                .onFailure(cause -> LOG.debug("could not look at Redis' memory", cause));
    }
}
