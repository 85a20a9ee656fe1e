package dev.tidegate.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The public port on one event loop: wires what serves it there. */
final class Listener extends VerticleBase {
    /** How long a sender may take to notice that it was refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** As long as the kernel's own queue usually may be. */
    private static final int BACKLOG = 4_096;

    private final ServerSettings settings;
    private final Collection<ServedSource> sources;
    private final EventStores stores;
    private final Instruments instruments;
    private final Share share;
    private @Nullable Replies replies;
    private @Nullable FrontDoor door;
    private @Nullable HttpServer server;

    /** @param share which of the event loops this one is */
    Listener(
            ServerSettings settings,
            Collection<ServedSource> sources,
            EventStores stores,
            Instruments instruments,
            Share share) {
        this.settings = settings;
        this.sources = sources;
        this.stores = stores;
        this.instruments = instruments;
        this.share = share;
    }

    @Override
    public Future<?> start() {
        ServerSettings.Limits limits = settings.limits();
        Load load = new Load(limits, share.loops());
        Replies replies = new Replies(instruments.random(), new Deadlines(vertx, PATIENCE));
        FrontDoor door = frontDoor(context, load, replies);
        HttpServer server = vertx.createHttpServer(options())
                .connectionHandler(connection -> admit(load, connection))
                .invalidRequestHandler(door::handleInvalid)
                .requestHandler(door::handle);
        this.replies = replies;
        this.door = door;
        this.server = server;
        return server.listen(share.port(), settings.host());
    }

    private FrontDoor frontDoor(Context eventLoop, Load load, Replies replies) {
        ServerSettings.Limits limits = settings.limits();
        HeadCheck heads = new HeadCheck(settings.maxBody());
        BodyReader bodies = new BodyReader(settings.maxBody(), new Deadlines(vertx, limits.bodyDeadline()), load);
        Storing storing = new Storing(stores.on(eventLoop), new Deadlines(vertx, limits.storeDeadline()));
        ClientAddress clients = new ClientAddress(settings.trustedProxies());
        Reception reception = new Reception(heads, bodies, storing, clients, instruments);
        PageDoor pages = new PageDoor(share.pages(), eventLoop, heads, bodies, load, replies);
        return new FrontDoor(new Directory(sources, instruments), heads, load, reception, pages, replies);
    }

    private static void admit(Load load, HttpConnection connection) {
        if (load.connect()) {
            connection.closeHandler(closed -> load.disconnect());
        } else {
            connection.close();
        }
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Serves these sources from now on. */
    void serve(Collection<ServedSource> others) {
        context.runOnContext(now -> {
            if (door != null) {
                door.lead(new Directory(others, instruments));
            }
        });
    }

    /** Takes no more connections, answers what is under way, and closes. */
    Future<Void> drain(Duration atMost) {
        HttpServer running = server;
        if (running == null) {
            return Future.succeededFuture();
        }
        context.runOnContext(now -> {
            if (replies != null) {
                replies.drain();
            }
        });
        return running.shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * HTTP/1.1 only: a proxy in front may speak HTTP/2. Idle is counted on what is read, since answers are small and
     * writing them should cost no bookkeeping.
     */
    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setTcpNoDelay(true)
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false) // or a handler for it sees every request
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(Math.toIntExact(settings.limits().idle().toMillis()));
        ServerSettings.Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return options;
    }

    /**
     * One event loop's share of the port.
     *
     * @param port a negative one takes a free port, the same for all loops that share the number
     * @param loops how many event loops share it
     * @param pages what customers see, made for all loops in one place
     */
    record Share(int port, int loops, CustomerPages pages) {}
}
