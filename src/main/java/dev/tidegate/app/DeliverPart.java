package dev.tidegate.app;

import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.delivery.DeliveryTools;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.redis.Duty;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Territory;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.DeliveryMetrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivery, on an event loop of its own. */
record DeliverPart(Foundation ground, Team team, DecisionMetrics decisions) {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverPart.class);

    Future<DeliveryWorker> start(Duration drainLimit) {
        return Loops.next(ground.vertx()).compose(loop -> start(loop, drainLimit));
    }

    private Future<DeliveryWorker> start(Context loop, Duration drainLimit) {
        RedisRouter redis = ground.router(loop);
        Territory[] share = new Territory[1];
        DeliveryWorker worker = new DeliveryWorker(
                loop,
                tools(redis),
                (partition, ownership) -> team.workLoop().runOnContext(turn -> share[0].fenced(partition, ownership)));
        return redis.connect()
                .compose(v -> worker.start(ground.configuration().now().flow().destinations()))
                .map(v -> {
                    ground.closing()
                            .add("delivery", () -> worker.stop().timeout(drainLimit.toMillis(), TimeUnit.MILLISECONDS));
                    ground.configuration()
                            .onVersion(
                                    version -> worker.configure(version.flow().destinations())
                                            .onFailure(cause -> LOG.warn("destinations are not all at work", cause)));
                    team.switchboard().connect(worker);
                    share[0] = team.share(
                            Duty.DELIVER, ground.queue().partitions(), new DeliverTenant(worker, team.workLoop()));
                    return worker;
                });
    }

    private DeliveryTools tools(RedisRouter redis) {
        return new DeliveryTools(
                ground.vertx(),
                redis,
                ground.keys(),
                HostLookup.system(),
                ground.clock(),
                ground.random(),
                new DeliveryMetrics(ground.meters().registry(), decisions),
                connector -> Connectors.of(connector, ground.links()),
                ground.crashPoint(),
                ground.queue().decisionRetention());
    }
}
