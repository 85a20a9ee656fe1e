package dev.tidegate.app;

import dev.tidegate.ingest.EventStore;
import dev.tidegate.ingest.IngestServer;
import dev.tidegate.ingest.Instruments;
import dev.tidegate.ingest.RequestLog;
import dev.tidegate.ingest.preferences.PreferencePages;
import dev.tidegate.queue.Acceptance;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.telemetry.IngestMetrics;
import dev.tidegate.telemetry.RefusalLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public port, on event loops of its own. */
record AcceptPart(Foundation ground, Team team, Overload overload, RefusalLog refusals, RequestLog requests) {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptPart.class);

    static int loops() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    /** The answer is the port. */
    Future<Integer> start(PreferencePages pages, Duration drainLimit) {
        Closing closing = ground.closing();
        long watching = overload.start(ground.vertx());
        closing.add("the watch on memory", () -> {
            ground.vertx().cancelTimer(watching);
            return Future.succeededFuture();
        });
        LookUps lookUps = new LookUps(ground.vertx(), team.workLoop(), team.redis(), ground.keys(), ground.clock());
        closing.add("look-ups", lookUps::close);
        IntakeBells bells = new IntakeBells(ground.queue().intakes(), team.workLoop(), team.switchboard()::intake);
        List<Future<Void>> connecting = new CopyOnWriteArrayList<>();
        IngestServer server = new IngestServer(
                ground.vertx(),
                ground.process().server(),
                ground.configuration().now().sources(),
                loop -> store(loop, bells, connecting),
                pages,
                new Instruments(
                        new IngestMetrics(ground.meters().registry(), refusals),
                        ground.clock(),
                        ground.random(),
                        lookUps,
                        requests));
        // requests may come before, and are asked to come again
        Future<Integer> ready = server.start(loops())
                .compose(listening -> Future.join(connecting).transform(done -> Future.succeededFuture(listening)));
        return ready.onSuccess(listening -> {
            ground.configuration().onVersion(version -> server.serve(version.sources()));
            closing.add("the public port", () -> server.stop(drainLimit));
        });
    }

    /** @param connecting gets when the loop's connections are there */
    private EventStore store(Context loop, IntakeBells bells, List<Future<Void>> connecting) {
        RedisRouter redis = ground.router(loop);
        connecting.add(redis.connect()
                .onFailure(cause -> LOG.warn("accepting without Redis for now cause={}", String.valueOf(cause))));
        Acceptance acceptance = new Acceptance(
                loop,
                redis,
                ground.keys(),
                ground.queue(),
                RandomGenerator.getDefault(),
                overload::full,
                bells.rope(loop),
                ground.crashPoint());
        return acceptance::store;
    }
}
