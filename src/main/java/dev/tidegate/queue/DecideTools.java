package dev.tidegate.queue;

import dev.tidegate.domain.CrashPoint;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all intakes and partitions of a process work with.
 *
 * @param redis the router of the event loop that decides
 * @param redisMillis the present time in ms as Redis has it
 * @param random ids of profiles come from it, so it must not repeat itself
 * @param crashPoint where tests let the process die
 */
public record DecideTools(
        Vertx vertx,
        RedisRouter redis,
        Keys keys,
        QueueSettings settings,
        LongSupplier redisMillis,
        RandomGenerator random,
        CrashPoint crashPoint) {}
