package dev.tidegate.app;

import dev.tidegate.app.settings.ProcessRole;
import dev.tidegate.app.settings.ProcessSettings;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.profile.SignedLinks;
import dev.tidegate.queue.QueueSettings;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.telemetry.Meters;
import dev.tidegate.telemetry.RedisMetrics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all parts of a process are built on.
 *
 * @param process what {@code gateway.yaml} says
 * @param configuration the version of all else that is in force
 * @param random ids of profiles come from it, so it must not repeat itself, whichever loop asks
 * @param crashPoint where tests let the process die
 * @param closing whoever starts something notes there how it is closed
 */
record Foundation(
        ProcessSettings process,
        Configuration configuration,
        QueueSettings queue,
        RedisSettings redisSettings,
        Keys keys,
        SignedLinks links,
        Vertx vertx,
        Meters meters,
        RedisMetrics redisMetrics,
        InstantSource clock,
        RandomGenerator random,
        CrashPoint crashPoint,
        Closing closing) {

    boolean has(ProcessRole role) {
        return process.roles().contains(role);
    }

    /** Connections to Redis for the parts on one loop; to be connected. */
    RedisRouter router(Context loop) {
        RedisRouter router = new RedisRouter(loop, redisSettings, random, redisMetrics::answered);
        closing.add("Redis", router::close);
        return router;
    }
}
