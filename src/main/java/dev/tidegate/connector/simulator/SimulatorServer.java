package dev.tidegate.connector.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built-in ESP over real HTTP. It takes messages as a {@code webhook} destination does, keeps a ledger of them and can be
 * told to misbehave.
 *
 * <p>{@code POST /v1/messages} takes a message; {@code GET} and {@code DELETE /ledger}, {@code GET /samples} and {@code GET}
 * and {@code PUT /behaviour} are for whoever tries things out.
 */
public final class SimulatorServer {
    /** Where messages are posted. */
    public static final String MESSAGES = "/v1/messages";

    private static final int LEDGER_LIMIT = 500_000;
    private static final int SAMPLES = 20;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Recorder recorder;
    private final Ledger ledger = new Ledger(LEDGER_LIMIT);
    private final Deque<Buffer> samples = new ArrayDeque<>();
    private Behaviour behaviour = Behaviour.HEALTHY;
    private @Nullable HttpServer server;

    public SimulatorServer(Vertx vertx, InstantSource clock) {
        this(vertx, clock, (id, attempt, status) -> {});
    }

    /** @param recorder is told of each message before it is answered */
    public SimulatorServer(Vertx vertx, InstantSource clock, Recorder recorder) {
        this.vertx = vertx;
        this.clock = clock;
        this.recorder = recorder;
    }

    /** Writes down what came, for whoever cannot ask for the ledger later. */
    @FunctionalInterface
    public interface Recorder {
        void came(String id, String attempt, int status);
    }

    /** Starts; port 0 takes a free one. Gives the address to use as {@code base_url}. */
    public Future<URI> listen(String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(this::route)
                .listen(port, host)
                .map(listening -> {
                    server = listening;
                    return URI.create("http://" + host + ":" + listening.actualPort());
                });
    }

    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /** What came so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** How it is to meet messages from now on. */
    public synchronized void behave(Behaviour next) {
        behaviour = next;
    }

    /** How it meets messages now. */
    public synchronized Behaviour behaviour() {
        if (behaviour instanceof Behaviour.Failing failing && isOver(failing)) {
            behaviour = Behaviour.HEALTHY;
        }
        return behaviour;
    }

    /** The bodies that were taken last, newest first. */
    public synchronized List<Buffer> samples() {
        return new ArrayList<>(samples);
    }

    private void route(HttpServerRequest request) {
        request.exceptionHandler(gone -> {});
        request.response().exceptionHandler(gone -> {});
        String path = request.path();
        boolean get = request.method().equals(HttpMethod.GET);
        if (request.method().equals(HttpMethod.POST) && MESSAGES.equals(path)) {
            request.body().onSuccess(body -> take(request, body));
        } else if (get && "/ledger".equals(path)) {
            json(request, SimulatorWriter.ledger(ledger));
        } else if (request.method().equals(HttpMethod.DELETE) && "/ledger".equals(path)) {
            ledger.clear();
            answer(request, 204, null);
        } else if (get && "/samples".equals(path)) {
            json(request, SimulatorWriter.samples(samples()));
        } else if (get && "/behaviour".equals(path)) {
            json(request, SimulatorWriter.behaviour(behaviour()));
        } else if (request.method().equals(HttpMethod.PUT) && "/behaviour".equals(path)) {
            request.body().onSuccess(body -> control(request, body));
        } else {
            answer(request, 404, null);
        }
    }

    private void take(HttpServerRequest request, Buffer body) {
        String id = request.getHeader("webhook-id");
        if (id == null) {
            answer(request, 400, null);
            return;
        }
        switch (next()) {
            case Behaviour.Healthy healthy -> answer(request, id, 200, body, null);
            case Behaviour.Slow slow ->
                vertx.setTimer(Math.max(1, slow.by().toMillis()), now -> answer(request, id, 200, body, null));
            case Behaviour.Failing failing -> answer(request, id, failing.status(), body, failing.retryAfter());
        }
    }

    private void answer(HttpServerRequest request, String id, int status, Buffer body, @Nullable String retryAfter) {
        Instant now = clock.instant();
        ledger.record(id, status, now);
        String attempt = request.getHeader("tidegate-attempt");
        recorder.came(id, attempt == null ? "" : attempt, status);
        if (status < 300) {
            keep(body);
        }
        answer(request, status, retryAfter);
    }

    private synchronized void keep(Buffer body) {
        samples.addFirst(body);
        if (samples.size() > SAMPLES) {
            samples.removeLast();
        }
    }

    private synchronized Behaviour next() {
        Behaviour now = behaviour();
        if (now instanceof Behaviour.Failing failing && failing.requests() != Long.MAX_VALUE) {
            behaviour = new Behaviour.Failing(
                    failing.status(), failing.retryAfter(), failing.until(), failing.requests() - 1);
        }
        return now;
    }

    private boolean isOver(Behaviour.Failing failing) {
        Instant until = failing.until();
        return failing.requests() <= 0 || until != null && !clock.instant().isBefore(until);
    }

    private void control(HttpServerRequest request, Buffer body) {
        try {
            behave(BehaviourReader.read(body.getBytes(), clock.instant()));
            answer(request, 204, null);
        } catch (IllegalArgumentException e) {
            answer(request, 400, null);
        }
    }

    private static void json(HttpServerRequest request, byte[] body) {
        request.response().putHeader("content-type", "application/json").end(Buffer.buffer(body));
    }

    private static void answer(HttpServerRequest request, int status, @Nullable String retryAfter) {
        if (request.response().closed()) {
            return;
        }
        if (retryAfter != null) {
            request.response().putHeader("retry-after", retryAfter);
        }
        request.response().setStatusCode(status).end();
    }
}
