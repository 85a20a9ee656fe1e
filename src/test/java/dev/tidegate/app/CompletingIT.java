package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Promise;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Thin events of a BigCommerce store, completed by a whole gateway with what the store's API says. All are of one intake. */
class CompletingIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORDER_PATH = "/stores/abc123/v2/orders/9007199254740993";
    private static final String CART_PATH = "/stores/abc123/v3/carts/c-1?include=redirect_urls";
    private static final String ORDER = """
        {"id": 9007199254740993, "customer_id": 32, "status": "Awaiting Fulfillment", "status_id": 11,
         "total_inc_tax": "129.9000", "currency_code": "EUR", "cart_id": "c-1",
         "billing_address": {"email": "Jo@Shop.Example", "first_name": "Jo", "country_iso2": "DE", "phone": "030 901820"}}
        """;
    private static final String LINES = """
        [{"id": 1, "product_id": 77, "variant_id": 9007199254740995, "name": "Lamp", "sku": "L-1", "quantity": 2,
          "price_inc_tax": "64.9500"}]
        """;
    private static final String CART = """
        {"data": {"id": "c-1", "customer_id": 0, "email": "jo@shop.example", "currency": {"code": "EUR"},
         "cart_amount": 64.95, "line_items": {"physical_items": [
          {"product_id": 77, "variant_id": 78, "name": "Lamp", "quantity": 1, "sale_price": 64.95}]},
         "redirect_urls": {"checkout_url": "https://shop.example/checkout?t=1"}}, "meta": {}}
        """;

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    Path directory;

    private FakeEsp store;
    private TestGateway gateway;
    private volatile FakeEsp.Behaviour orders = json(ORDER);
    private volatile FakeEsp.Behaviour carts = json(CART);

    @BeforeEach
    void start() throws Exception {
        REDIS.cli("FLUSHALL");
        store = new FakeEsp(vertx.get());
        store.always((loop, request) -> {
            FakeEsp.Behaviour answer = request.uri().contains("/products?")
                    ? json(LINES)
                    : request.uri().contains("/orders/") ? orders : carts;
            answer.answer(loop, request);
        });
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\nmanagement: {port: 0}\nintakes: 1\nredis: {uri: \"" + REDIS.uri()
                        + "\"}\narchive: {directory: '" + directory.resolve("archive") + "'}\n");
        Files.writeString(
                directory.resolve("sources.yaml"),
                TestGateway.SOURCES + "  big: {type: bigcommerce, secrets: [client], access_token: t0k3n, base_url: \""
                        + store.url() + "\", allow_private: true, complete_within: 3s}\n");
        Files.writeString(directory.resolve("triggers.yaml"), """
            triggers:
              bought: {on: [order_completed], send: [{to: lab, as: Bought}]}
              basket: {on: [cart_updated], wait: 1h, send: [{to: lab, as: Basket}]}
              other: {on: [ping], send: [{to: lab, as: Ping}]}
            """);
        gateway = TestGateway.start(REDIS, directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        store.close();
    }

    @Test
    void an_order_is_completed_and_then_decided_on() throws Exception {
        order("h1");

        Map<String, Object> event = told("h1");

        assertThat(event)
                .extracting("type", "source_id", "customer")
                .containsExactly(
                        "order_completed",
                        "h1",
                        Map.of(
                                "customer_id", "32",
                                "id_space", "big",
                                "email", "Jo@shop.example",
                                "phone", "+4930901820"));
        assertThat((Map<?, ?>) event.get("properties"))
                .isEqualTo(Map.of(
                        "order_id", "9007199254740993",
                        "cart_token", "c-1",
                        "value", new BigDecimal("129.9000"),
                        "currency", "EUR",
                        "status", "Awaiting Fulfillment",
                        "status_id", "11",
                        "products",
                                List.of(Map.of(
                                        "product_id", "77",
                                        "variant_id", "9007199254740995",
                                        "sku", "L-1",
                                        "name", "Lamp",
                                        "price", new BigDecimal("64.9500"),
                                        "quantity", 2L))));
        assertThat(trace("h1").list("checks")).isEmpty();
        await().atMost(SOON).until(() -> trace("h1").list("verdicts").size() == 1);
        assertThat(store.received())
                .extracting(FakeEsp.Received::path)
                .containsExactlyInAnyOrder(ORDER_PATH, ORDER_PATH + "/products?limit=250");
        assertThat(store.received())
                .allSatisfy(asked -> assertThat(asked.header("x-auth-token")).isEqualTo("t0k3n"));
        assertThat(gateway.manage("GET", "/metrics").body())
                .contains("tidegate_completion_seconds_count{outcome=\"found\",source=\"big\"} 2")
                .contains("tidegate_queue_depth{destination=\"\",queue=\"thin\"} 0");
    }

    @Test
    void several_events_of_one_cart_ask_once() throws Exception {
        cart("store/cart/created", "c1");
        cart("store/cart/updated", "c2");
        cart("store/cart/lineItem/created", "c3");

        for (String hash : List.of("c1", "c2", "c3")) {
            assertThat(properties(told(hash)))
                    .containsEntry("value", new BigDecimal("64.95"))
                    .containsEntry("url", "https://shop.example/checkout?t=1");
        }
        assertThat(store.received()).extracting(FakeEsp.Received::path).containsExactly(CART_PATH);
    }

    @Test
    void a_store_that_has_too_many_questions_is_asked_again_when_it_says() throws Exception {
        store.then((loop, request) -> request.response()
                .setStatusCode(429)
                .putHeader("X-Rate-Limit-Time-Reset-Ms", "700")
                .end());

        cart("store/cart/updated", "c4");

        assertThat(properties(told("c4"))).containsEntry("value", new BigDecimal("64.95"));
        List<FakeEsp.Received> asked = store.received();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).nanos() - asked.get(0).nanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(700).toNanos());
    }

    @Test
    void while_a_store_is_silent_others_go_past_and_its_events_go_on_thin_in_the_end() throws Exception {
        orders = FakeEsp.silence();

        order("h2");
        assertThat(order("h2")).as("a duplicate is known while it waits").contains("\"duplicates\":1");
        await().atMost(SOON).until(() -> !store.received().isEmpty());
        assertThat(gateway.event("crm", "p1", "ping")).isEqualTo(202);
        await().atMost(SOON).until(() -> find("crm", "p1").list("verdicts").size() == 1);
        assertThat(gateway.manage("GET", "/metrics").body())
                .contains("tidegate_queue_depth{destination=\"\",queue=\"thin\"} 1");
        assertThat(trace("h2").list("verdicts")).isEmpty();

        assertThat((Map<?, ?>) told("h2").get("properties")).isEqualTo(Map.of("order_id", "9007199254740993"));
        assertThat(trace("h2").list("checks"))
                .singleElement()
                .satisfies(check -> assertThat(check)
                        .containsEntry("rule", "not_completed")
                        .extractingByKey("detail")
                        .asString()
                        .startsWith("not completed in time: no answer in time"));
        await().atMost(SOON).until(() -> trace("h2").list("verdicts").size() == 1);
    }

    @Test
    void what_the_store_does_not_let_anybody_read_waits_without_being_asked_for_and_nothing_else_does()
            throws Exception {
        orders = FakeEsp.status(403);

        order("h3");
        await().atMost(SOON).until(() -> store.received().size() == 2);
        order("h6");
        cart("store/cart/updated", "c5");
        assertThat(properties(told("c5"))).containsEntry("value", new BigDecimal("64.95"));
        carts = FakeEsp.status(404);
        cart("store/cart/updated", "c6");
        assertThat(notCompleted("c6")).startsWith("the provider answered 404");

        assertThat(notCompleted("h3")).startsWith("not completed in time: the provider answered 403");
        assertThat(notCompleted("h6")).startsWith("not completed in time: the provider answered 403");
        assertThat(store.received())
                .filteredOn(asked -> asked.path().startsWith(ORDER_PATH))
                .hasSize(2);
        assertThat(gateway.manage("GET", "/metrics").body())
                .contains("tidegate_quality_findings_total{outcome=\"flag\",rule=\"not_completed\"} 3");
    }

    @Test
    void a_better_token_counts_from_the_reload_on() throws Exception {
        orders = (loop, request) -> ("b3tter".equals(request.getHeader("x-auth-token"))
                        ? json(ORDER)
                        : FakeEsp.status(401))
                .answer(loop, request);
        order("h7");
        await().atMost(SOON).until(() -> !store.received().isEmpty());
        Path sources = directory.resolve("sources.yaml");
        Files.writeString(sources, Files.readString(sources).replace("t0k3n", "b3tter"));
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
        await().atMost(SOON)
                .until(() -> gateway.manage("GET", "/metrics")
                        .body()
                        .contains("tidegate_config_reloads_total{outcome=\"accepted\"} 1"));

        order("h8");

        assertThat(properties(told("h8"))).containsEntry("value", new BigDecimal("129.9000"));
    }

    @Test
    void a_replay_tells_what_was_told_then_and_asks_nobody() throws Exception {
        order("h4");
        await().atMost(SOON).until(() -> revenue().equals("{EUR=129.9000}"));
        await().atMost(SOON).until(this::isArchived);
        int asked = store.received().size();

        TestGateway.Answer begun = gateway.manage("POST", "/v1/replays", "{\"source\":\"big\"}");
        String path = "/v1/replays/" + begun.json().get("id");
        await().atMost(SOON).until(() -> gateway.manage("GET", path).body().contains("\"status\":\"done\""));

        assertThat(gateway.manage("GET", path).body()).contains("\"requests\":1,\"events\":1");
        order("h5");
        await().atMost(SOON).until(() -> !revenue().equals("{EUR=129.9000}"));
        assertThat(revenue()).isEqualTo("{EUR=259.8000}");
        assertThat(store.received()).hasSize(asked + 2);
    }

    @Test
    void what_is_completed_after_an_erasure_brings_no_more_back_than_a_new_event_would() throws Exception {
        order("h9");
        await().atMost(SOON).until(() -> revenue().equals("{EUR=129.9000}"));
        String profile = String.valueOf(gateway.manage("GET", "/v1/profiles?email=jo@shop.example")
                .list("items")
                .getFirst()
                .get("id"));
        Promise<Void> erased = Promise.promise();
        orders =
                (loop, request) -> erased.future().onSuccess(done -> json(ORDER).answer(loop, request));
        int asked = store.received().size();
        order("h10");
        await().atMost(SOON).until(() -> store.received().size() > asked);

        assertThat(gateway.manage("DELETE", "/v1/profiles/" + profile).status()).isEqualTo(202);
        await().atMost(SOON).until(() -> revenue().isEmpty());
        erased.complete();

        await().atMost(SOON).until(() -> revenue().equals("{EUR=129.9000}"));
        await().atMost(SOON).until(() -> trace("h10").list("verdicts").size() == 1);
        assertThat(trace("h10").list("verdicts").getFirst()).containsEntry("outcome", "suppressed");
        assertThat(gateway.manage("GET", "/v1/profiles/" + profile + "/history").list("items"))
                .hasSize(1);
    }

    /** Whether both the request and what it was completed to are on the disk. */
    private boolean isArchived() throws IOException {
        Set<Class<?>> kinds = new HashSet<>();
        new ArchiveReader(directory.resolve("archive"))
                .read(Instant.MIN, Instant.MAX, archived -> kinds.add(archived.getClass()));
        return kinds.containsAll(List.of(ArchivedRequest.class, ArchivedEvent.class));
    }

    private String revenue() throws Exception {
        List<Map<String, Object>> found =
                gateway.manage("GET", "/v1/profiles?email=jo@shop.example").list("items");
        return found.isEmpty() ? "" : String.valueOf(found.getFirst().get("revenue"));
    }

    private String notCompleted(String hash) throws Exception {
        await().atMost(SOON).until(() -> !trace(hash).list("checks").isEmpty());
        return String.valueOf(trace(hash).list("checks").getFirst().get("detail"));
    }

    /** The event once it is known as it goes on. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> told(String hash) throws Exception {
        await().atMost(SOON).until(() -> trace(hash).json().get("event") != null);
        return (Map<String, Object>) Objects.requireNonNull(trace(hash).json().get("event"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> event) {
        return (Map<String, Object>) Objects.requireNonNull(event.get("properties"));
    }

    private TestGateway.Answer trace(String hash) throws Exception {
        return find("big", hash);
    }

    private TestGateway.Answer find(String source, String id) throws Exception {
        TestGateway.Answer answer = gateway.manage("GET", "/v1/events/" + EventId.of(source, id));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @CanIgnoreReturnValue
    private String order(String hash) throws Exception {
        return post("store/order/created", "{\"type\":\"order\",\"id\":9007199254740993}", hash);
    }

    @CanIgnoreReturnValue
    private String cart(String scope, String hash) throws Exception {
        String id = scope.contains("lineItem") ? "{\"id\":\"l-1\",\"cartId\":\"c-1\"}" : "{\"id\":\"c-1\"}";
        return post(scope, id, hash);
    }

    private String post(String scope, String data, String hash) throws Exception {
        String body = "{\"scope\":\"" + scope + "\",\"producer\":\"stores/abc123\",\"hash\":\"" + hash
                + "\",\"created_at\":1795482123,\"data\":" + data + "}";
        Signer signer = ((Prepared.Ready) Sources.prepare(new SourceSettings.BigCommerce(
                        Entry.of("big"), List.of(new Secret("client")), Duration.ofMinutes(5))))
                .signer();
        Map<String, String> headers = signer.sign(
                body.getBytes(StandardCharsets.UTF_8),
                new Signer.Delivery("m-" + hash, InstantSource.system().instant(), ""));
        return gateway.answer("/v1/webhooks/big", body, headers);
    }

    private static FakeEsp.Behaviour json(String body) {
        return (loop, request) ->
                request.response().putHeader("content-type", "application/json").end(body);
    }
}
