package dev.tidegate.queue;

import dev.tidegate.domain.CrashPoint;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.trigger.Decider;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * What all partitions of a process share for deciding; of one event loop.
 *
 * @param redisMillis the present time in ms as Redis has it
 */
record Deciding(
        Vertx vertx,
        RedisRouter redis,
        Keys keys,
        QueueSettings settings,
        CurrentTriggers triggers,
        LongSupplier redisMillis,
        IntakeHorizon horizon,
        Outgoing outgoing,
        DecisionMeter meter,
        DecidedEvents decided,
        Completions completions,
        CrashPoint crashPoint) {
    /** Decides by the triggers in force now. */
    Decider decider() {
        return new Decider(triggers.now());
    }
}
