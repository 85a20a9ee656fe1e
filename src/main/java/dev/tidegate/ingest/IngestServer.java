package dev.tidegate.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The public HTTP port, served by one or more event loops. */
public final class IngestServer {
    private final Vertx vertx;
    private final ServerSettings settings;
    private final Collection<ServedSource> sources;
    private final EventStores stores;
    private final Instruments instruments;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public IngestServer(
            Vertx vertx,
            ServerSettings settings,
            Collection<ServedSource> sources,
            EventStores stores,
            Instruments instruments) {
        this.vertx = vertx;
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.stores = stores;
        this.instruments = instruments;
    }

    /** Listens; completes with the port when requests can come. */
    public Future<Integer> start(int eventLoops) {
        return listen(settings.port(), eventLoops).compose(port -> {
            Future<?> others = Future.succeededFuture();
            for (int i = 1; i < eventLoops; i++) {
                others = others.compose(done -> listen(port, eventLoops));
            }
            return others.map(port);
        });
    }

    private Future<Integer> listen(int port, int loops) {
        Listener listener = new Listener(settings, sources, stores, instruments, new Listener.Share(port, loops));
        listeners.add(listener);
        return vertx.deployVerticle(listener).map(id -> listener.port());
    }

    /** Takes no more connections from this moment on, answers what is under way, and closes what is left at the end. */
    public Future<Void> stop(Duration atMost) {
        return Future.join(listeners.stream()
                        .map(listener -> listener.drain(atMost))
                        .toList())
                .mapEmpty();
    }
}
