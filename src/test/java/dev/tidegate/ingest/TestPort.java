package dev.tidegate.ingest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.source.Cidr;
import dev.tidegate.source.FakeTools;
import dev.tidegate.telemetry.EventOutcome;
import dev.tidegate.telemetry.IngestMetrics;
import dev.tidegate.telemetry.Meters;
import dev.tidegate.telemetry.RefusalLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The public port on loopback with made-up sources: {@code shop}, and the trackers {@code web} and {@code app}. */
final class TestPort implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T01:02:03.412Z");

    final FakeStore store = new FakeStore();
    final List<CustomerPages.Visit> visits = new CopyOnWriteArrayList<>();
    final Meters meters = new Meters();
    final RefusalLog refusals = new RefusalLog(() -> NOW);
    final int port;
    private final IngestServer server;

    TestPort(Vertx vertx) throws Exception {
        this(vertx, ServerSettings.Limits.defaults(), 4_096);
    }

    TestPort(Vertx vertx, ServerSettings.Limits limits, int maxBody) throws Exception {
        this(vertx, settings(limits, maxBody), 1);
    }

    /** With other sources. */
    TestPort(Vertx vertx, List<ServedSource> sources) throws Exception {
        this(vertx, settings(ServerSettings.Limits.defaults(), 32 * 1024), 1, sources);
    }

    private static ServerSettings settings(ServerSettings.Limits limits, int maxBody) {
        return new ServerSettings("127.0.0.1", 0, maxBody, List.of(Cidr.parse("127.0.0.1")), null, null, limits);
    }

    TestPort(Vertx vertx, ServerSettings settings, int loops) throws Exception {
        this(
                vertx,
                settings,
                loops,
                List.of(
                        new ServedSource.Webhook("shop", tools -> FakeSource.webhook("shop")),
                        new ServedSource.Webhook("polite", tools -> new PoliteSource()),
                        new ServedSource.Tracker(
                                "web", tools -> FakeSource.tracker("web", "web-key"), Set.of("https://shop.example")),
                        new ServedSource.Tracker("app", tools -> FakeSource.tracker("app", "app-key"), Set.of())));
    }

    private TestPort(Vertx vertx, ServerSettings settings, int loops, List<ServedSource> sources) throws Exception {
        server = new IngestServer(
                vertx,
                settings,
                sources,
                loop -> store,
                this::page,
                new Instruments(
                        new IngestMetrics(meters.registry(), refusals),
                        () -> NOW,
                        new Random(),
                        new FakeTools(),
                        RequestLog.NONE));
        port = await(server.start(loops));
    }

    private Future<CustomerPages.Page> page(CustomerPages.Visit visit) {
        visits.add(visit);
        return visit.token().equals("broken")
                ? Future.failedFuture("redis is away: canary@shop.example")
                : Future.succeededFuture(new CustomerPages.Page(200, "en", "<p>Hello</p>"));
    }

    RawClient client() throws IOException {
        return new RawClient(port);
    }

    /** Posts on a connection of its own. */
    @CanIgnoreReturnValue
    RawClient.Answer post(String path, String headers, String body) throws IOException {
        try (RawClient client = client()) {
            return client.send(request("POST", path, headers, body)).read();
        }
    }

    /** A proven webhook for {@code shop}. */
    RawClient.Answer webhook(String body) throws IOException {
        return post("/v1/webhooks/shop", "Content-Type: application/json\r\nkey: right\r\n", body);
    }

    static String request(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: events.shop.example\r\n" + headers + "Content-Length: "
                + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** How many of a source's events ended like this. */
    int count(String source, EventOutcome outcome) {
        return (int) meters.registry()
                .get("tidegate.events")
                .tags("source", source, "outcome", outcome.label())
                .counter()
                .count();
    }

    /** How many of a source's requests were timed. */
    long timed(String source) {
        return meters.registry()
                .get("tidegate.accept")
                .tag("source", source)
                .timer()
                .count();
    }

    Future<Void> stop() {
        return stop(Duration.ofSeconds(5));
    }

    Future<Void> stop(Duration atMost) {
        return server.stop(atMost);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        await(stop());
        meters.close();
    }
}
