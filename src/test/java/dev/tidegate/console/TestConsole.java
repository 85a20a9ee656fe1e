package dev.tidegate.console;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.delivery.DestinationState;
import dev.tidegate.delivery.TestMessage;
import dev.tidegate.delivery.Tried;
import dev.tidegate.delivery.Verification;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.queue.EventTrace;
import dev.tidegate.queue.PrivacyRequest;
import dev.tidegate.queue.Quarantine;
import dev.tidegate.queue.QuarantinedEvent;
import dev.tidegate.queue.Receipt;
import dev.tidegate.segment.SegmentCount;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.Meters;
import dev.tidegate.telemetry.RefusalLog;
import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.TriggerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The management port on loopback over made-up facts. */
final class TestConsole implements AutoCloseable {
    static final String VIEWER = "viewer-token";
    static final String ADMIN = "admin-token";
    static final String HOOKS = "hooks-token";
    static final EventId EVENT = EventId.of("shop", "gid://1");

    final FakeDeliveries deliveries = new FakeDeliveries();
    final FakeProfiles profiles = new FakeProfiles();
    final List<Event> taken = new ArrayList<>();
    Function<Event, Receipt> receipt = event -> new Receipt.Accepted(event.id());
    final List<String> reasons = new ArrayList<>();
    /** What is wrong with the files that a reload reads. */
    final List<String> faults = new ArrayList<>();

    /** What the operator has set for triggers. */
    final Map<String, Boolean> switched = new HashMap<>();

    /** How often somebody asked to have the segments counted. */
    int recounts;

    final RefusalLog refusals = new RefusalLog(() -> FakeDeliveries.AT);
    final FakeHooks hooks = new FakeHooks();
    final FakeBacktests backtests = new FakeBacktests();
    final FakeReplays replays = new FakeReplays();
    final OperatorApi api;
    final int port;
    private final Meters meters = new Meters();
    private final ManagementServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What a person has to do, as long as it is not done. */
    final List<PrivacyRequest> asked = new ArrayList<>();

    private RequestList requests() {
        return new RequestList() {
            @Override
            public Future<List<PrivacyRequest>> list() {
                return Future.succeededFuture(List.copyOf(asked));
            }

            @Override
            public Future<Boolean> done(EventId id) {
                return Future.succeededFuture(
                        asked.removeIf(request -> request.id().equals(id)));
            }
        };
    }

    private static DestinationOperations destinations() {
        return new DestinationOperations() {
            @Override
            public boolean delivers() {
                return true;
            }

            @Override
            public Future<List<DestinationState>> states() {
                Instant asked = Instant.parse("2026-11-24T01:02:03.412Z");
                return Future.succeededFuture(List.of(
                        new DestinationState(
                                "klaviyo", false, "closed", true, new Verification("refused", "HTTP 401", asked)),
                        new DestinationState("hook", false, "closed", false, null)));
            }

            @Override
            public Future<Optional<Tried>> test(String destination, TestMessage message) {
                return Future.succeededFuture(
                        destination.equals("klaviyo")
                                ? Optional.of(new Tried(
                                        "dead", 400, message.as() + " " + message.email(), Duration.ofMillis(7)))
                                : Optional.empty());
            }
        };
    }

    TestConsole(Vertx vertx, List<AccessToken> tokens) {
        api = new OperatorApi(
                id -> Future.succeededFuture(id.equals(EVENT) ? Optional.of(trace()) : Optional.empty()),
                (limit, cursor) -> "bad".equals(cursor)
                        ? Future.failedFuture(new IllegalArgumentException("not a cursor"))
                        : Future.succeededFuture(new Quarantine.Page(List.of(quarantined()), null)),
                deliveries,
                new Customers(
                        profiles,
                        this::take,
                        id -> Future.succeededFuture(
                                id.equals(EventId.of("shop", "1"))
                                        ? Optional.of("{\"kept\":true}".getBytes(StandardCharsets.UTF_8))
                                        : Optional.empty()),
                        requests(),
                        () -> FakeDeliveries.AT),
                new Controls(
                        configured(),
                        () -> Future.succeededFuture(
                                faults.isEmpty()
                                        ? new Reloading.Outcome.Accepted()
                                        : new Reloading.Outcome.Rejected(faults)),
                        operations(),
                        segments(),
                        destinations(),
                        hooks,
                        refusals,
                        backtests,
                        replays,
                        Map.of("sources.yaml", Map.of("title", "Tidegate: sources.yaml"))));
        server = new ManagementServer(
                vertx,
                new ManagementSettings("127.0.0.1", 0, tokens),
                () -> List.copyOf(reasons),
                meters,
                Future::succeededFuture,
                api);
        port = VertxForTests.await(server.start());
    }

    static List<AccessToken> tokens() {
        return List.of(
                new AccessToken(
                        "grafana", Role.VIEWER, "7c93fbf4e0ae9a4c2a6b7a7dbb4e2eb8a2d3f1ad5d4e9b9b6b4b2a1f0e9d8c7b"),
                new AccessToken("viewer", Role.VIEWER, sha256(VIEWER)),
                new AccessToken("zapier", Role.HOOKS, sha256(HOOKS)),
                new AccessToken("ops", Role.ADMIN, sha256(ADMIN)));
    }

    private static String sha256(String token) {
        return java.util.HexFormat.of()
                .formatHex(dev.tidegate.domain.Digests.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    private Future<Receipt> take(Event event) {
        taken.add(event);
        return Future.succeededFuture(receipt.apply(event));
    }

    private static EventTrace trace() {
        Verdict verdict = new Verdict(
                EVENT,
                "cart-abandoned",
                1,
                Verdict.Outcome.FIRED,
                "all gates passed",
                FakeDeliveries.AT,
                List.of(new Verdict.Gate("cooldown", true, "none")),
                FakeDeliveries.AT.plus(Duration.ofHours(24)),
                List.of(new MessageId("message")));
        byte[] event = "{\"id\":\"x\",\"type\":\"checkout_started\"}".getBytes(StandardCharsets.UTF_8);
        return new EventTrace(EVENT, FakeDeliveries.AT, event, new ProfileId("profile"), List.of(), List.of(verdict));
    }

    private static QuarantinedEvent quarantined() {
        return new QuarantinedEvent(
                "3-1-0",
                EVENT,
                "shop",
                "conflict",
                FakeDeliveries.AT,
                "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    }

    private TriggerOperations operations() {
        return new TriggerOperations() {
            @Override
            public Future<Map<String, Boolean>> switched() {
                return Future.succeededFuture(Map.copyOf(switched));
            }

            @Override
            public Future<Map<String, Long>> waiting() {
                return Future.succeededFuture(Map.of("cart-abandoned", 3L));
            }

            @Override
            public Future<Void> set(String trigger, boolean on) {
                switched.put(trigger, on);
                return Future.succeededFuture();
            }
        };
    }

    private SegmentOperations segments() {
        return new SegmentOperations() {
            @Override
            public Future<Map<String, SegmentCount>> counts() {
                return Future.succeededFuture(Map.of("vip", new SegmentCount(12, FakeDeliveries.AT)));
            }

            @Override
            public Future<Void> recount() {
                recounts++;
                return Future.succeededFuture();
            }
        };
    }

    private static Configured configured() {
        return new Configured() {
            @Override
            public List<TriggerSettings> triggers() {
                return List.of(new TriggerSettings(
                        "cart-abandoned",
                        List.of("checkout_started"),
                        TriggerSettings.Mode.LIVE,
                        null,
                        List.of(new TriggerSettings.Unless("order_completed", null)),
                        List.of("checkout_token"),
                        TriggerSettings.OnRepeat.RESTART,
                        null,
                        MessageClass.MARKETING,
                        Channel.EMAIL,
                        TriggerSettings.DEFAULT_PRIORITY,
                        null,
                        0,
                        List.of(new TriggerSettings.Step(
                                Duration.ofMinutes(30),
                                null,
                                List.of(new TriggerSettings.Send("klaviyo", "Cart Abandoned", null))))));
            }

            @Override
            public List<SegmentSettings> segments() {
                return List.of(
                        new SegmentSettings("vip", "profile.orders_count >= 5"),
                        new SegmentSettings("new", "profile.orders_count == 0"));
            }

            @Override
            public Set<String> sources() {
                return Set.of("shop");
            }

            @Override
            public Set<String> destinations() {
                return Set.of("klaviyo");
            }

            @Override
            public ConfigVersion version() {
                return new ConfigVersion("abc", FakeDeliveries.AT, List.of("server"));
            }

            @Override
            public Set<String> idSpaces() {
                return Set.of("shop");
            }

            @Override
            public Map<String, Object> shown() {
                return Map.of("sources.yaml", Map.of("shop", Map.of("secrets", List.of("***"))));
            }
        };
    }

    @CanIgnoreReturnValue
    Answer get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    Answer put(String path, String body, String... headers) throws Exception {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    Answer post(String path, String body, String... headers) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    Answer send(String method, String path, String... headers) throws Exception {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response);
    }

    @Override
    public void close() throws IOException {
        VertxForTests.await(server.stop());
        meters.close();
        http.close();
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            JsonResult result =
                    new JsonReader(JsonLimits.DEFAULT).read(response.body().getBytes(StandardCharsets.UTF_8));
            return (Map<String, Object>) java.util.Objects.requireNonNull(((JsonResult.Read) result).value());
        }
    }
}
