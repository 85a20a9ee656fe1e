package dev.tidegate.delivery;

import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.telemetry.DeliveryMetrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all destinations of a process work with.
 *
 * @param redis the router of the event loop that delivers
 * @param random spreads retries
 * @param retention for how long a finished message can be asked about
 */
public record DeliveryTools(
        Vertx vertx,
        RedisRouter redis,
        Keys keys,
        HostLookup hosts,
        InstantSource clock,
        RandomGenerator random,
        DeliveryMetrics metrics,
        ConnectorChoice connectors,
        CrashPoint crashPoint,
        Duration retention) {}
