package dev.tidegate.support;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ESP over real HTTP that does what a test tells it: the scripted behaviours first, one a request, then the standing one,
 * which takes everything.
 */
public final class FakeEsp implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Behaviour> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile Behaviour standing = status(200);

    public FakeEsp(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    public FakeEsp(Vertx vertx, HttpServerOptions options) {
        this.vertx = vertx;
        this.server = EventLoop.await(vertx.createHttpServer(options)
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1"));
    }

    /** What the ESP does with a request whose body has come. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Vertx vertx, HttpServerRequest request);
    }

    /** One request as it came. */
    public record Received(String method, String path, Map<String, String> headers, String body, long nanos) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers with a status and nothing else. */
    public static Behaviour status(int status) {
        return (vertx, request) -> {
            HttpServerResponse response = request.response();
            if (!response.ended() && !response.closed()) {
                response.setStatusCode(status).end();
            }
        };
    }

    /** Answers with a status and a header. */
    public static Behaviour status(int status, String header, String value) {
        return (vertx, request) -> request.response()
                .setStatusCode(status)
                .putHeader(header, value)
                .end();
    }

    /** Says nothing at all. */
    public static Behaviour silence() {
        return (vertx, request) -> {};
    }

    /** Answers with a status after a while. */
    public static Behaviour slow(long millis, int status) {
        return (vertx, request) -> vertx.setTimer(millis, now -> status(status).answer(vertx, request));
    }

    /** Closes the connection without an answer. */
    public static Behaviour hangUp() {
        return (vertx, request) -> request.connection().close();
    }

    /** Plays these behaviours, one a request, before the standing one. */
    @CanIgnoreReturnValue
    public FakeEsp then(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    /** What it does once the script is played. */
    @CanIgnoreReturnValue
    public FakeEsp always(Behaviour behaviour) {
        standing = behaviour;
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public int connections() {
        return connections.get();
    }

    /** The most requests that were being answered at one time. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public void close() {
        EventLoop.await(server.close());
    }

    private void receive(HttpServerRequest request) {
        long nanos = System.nanoTime();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        AtomicInteger once = new AtomicInteger(1);
        request.response().endHandler(end -> inFlight.addAndGet(-once.getAndSet(0)));
        request.response().closeHandler(end -> inFlight.addAndGet(-once.getAndSet(0)));
        request.response().exceptionHandler(gone -> {});
        request.exceptionHandler(gone -> {});
        request.body().onSuccess(body -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            received.add(new Received(request.method().name(), request.uri(), headers, body.toString(), nanos));
            Behaviour next = script.poll();
            (next == null ? standing : next).answer(vertx, request);
        });
    }
}
