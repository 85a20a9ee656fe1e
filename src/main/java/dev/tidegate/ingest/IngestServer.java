package dev.tidegate.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The public HTTP port, served by one or more event loops. */
public final class IngestServer {
    private final Vertx vertx;
    private final ServerSettings settings;
    private final Collection<ServedSource> sources;
    private final EventStores stores;
    private final CustomerPages pages;
    private final Instruments instruments;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public IngestServer(
            Vertx vertx,
            ServerSettings settings,
            Collection<ServedSource> sources,
            EventStores stores,
            CustomerPages pages,
            Instruments instruments) {
        this.vertx = vertx;
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.stores = stores;
        this.pages = pages;
        this.instruments = instruments;
    }

    /** Listens; completes with the port when requests can come. */
    public Future<Integer> start(int eventLoops) {
        int port = settings.port() == 0 ? sharedFreePort() : settings.port();
        return Future.all(IntStream.range(0, eventLoops)
                        .mapToObj(i -> listen(port, eventLoops))
                        .toList())
                .map(ports -> ports.resultAt(0));
    }

    /**
     * Vert.x takes a free port for a negative one, and gives the same to all that ask with the same negative one: here the
     * loops of this server, and by chance nobody else.
     */
    private int sharedFreePort() {
        return -1 - instruments.random().nextInt(Integer.MAX_VALUE);
    }

    private Future<Integer> listen(int port, int loops) {
        Listener listener =
                new Listener(settings, sources, stores, instruments, new Listener.Share(port, loops, pages));
        listeners.add(listener);
        return vertx.deployVerticle(listener).map(id -> listener.port());
    }

    /** Serves these sources from now on, on every event loop; requests under way are finished as they were begun. */
    public void serve(Collection<ServedSource> others) {
        List<ServedSource> next = List.copyOf(others);
        listeners.forEach(listener -> listener.serve(next));
    }

    /** Takes no more connections from this moment on, answers what is under way, and closes what is left at the end. */
    public Future<Void> stop(Duration atMost) {
        return Future.join(listeners.stream()
                        .map(listener -> listener.drain(atMost))
                        .toList())
                .mapEmpty();
    }
}
