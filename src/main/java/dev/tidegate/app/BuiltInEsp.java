package dev.tidegate.app;

import dev.tidegate.app.settings.BuiltInSimulator;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.delivery.DestinationSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The simulator of this process, started when the first destination asks for it. */
final class BuiltInEsp {
    private final Vertx vertx;
    private final InstantSource clock;
    private volatile @Nullable SimulatorServer server;
    private @Nullable Future<URI> listening;

    BuiltInEsp(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    @Nullable
    SimulatorServer server() {
        return server;
    }

    /** The same destinations, with the simulator's address where it is meant. */
    Future<List<DestinationSettings>> place(List<DestinationSettings> destinations) {
        if (destinations.stream().noneMatch(destination -> BuiltInSimulator.isMeant(destination.type()))) {
            return Future.succeededFuture(destinations);
        }
        return url().map(url -> destinations.stream()
                .map(destination -> BuiltInSimulator.at(url, destination))
                .toList());
    }

    private synchronized Future<URI> url() {
        Future<URI> known = listening;
        if (known == null || known.failed()) {
            SimulatorServer created = new SimulatorServer(vertx, clock);
            server = created;
            known = created.listen("127.0.0.1", 0);
            listening = known;
        }
        return known;
    }

    Future<Void> close() {
        SimulatorServer running = server;
        return running == null ? Future.succeededFuture() : running.close();
    }
}
