package dev.tidegate.queue;

import dev.tidegate.domain.CrashPoint;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.trigger.Decider;
import io.vertx.core.Vertx;

/** What all intakes and partitions of a process share; of one event loop. */
record Deciding(DecideTools tools, DecidePorts ports, IntakeHorizon horizon) {
    /** Decides by the triggers in force now. */
    Decider decider() {
        return new Decider(ports.triggers().now());
    }

    /** The present time in ms as Redis has it. */
    long redisMillis() {
        return tools.redisMillis().getAsLong();
    }

    Vertx vertx() {
        return tools.vertx();
    }

    RedisRouter redis() {
        return tools.redis();
    }

    Keys keys() {
        return tools.keys();
    }

    QueueSettings settings() {
        return tools.settings();
    }

    CrashPoint crashPoint() {
        return tools.crashPoint();
    }
}
