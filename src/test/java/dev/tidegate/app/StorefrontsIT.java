package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.RedisServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What storefronts and their shops do at the ports of a whole gateway. */
class StorefrontsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SOURCES = """
        sources:
          shop: {type: shopify, secrets: [hush]}
          woo: {type: woocommerce, secrets: [wc]}
          big: {type: bigcommerce, secrets: [client]}
          bus: {type: cloudevents, auth: {bearer: t0ken}}
          hidden: {type: json, auth: {path: s3cret-way}, event: {id: body.id, type: body.kind}}
        """;

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("sources.yaml"), SOURCES);
        gateway = TestGateway.start(REDIS, directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        http.close();
    }

    @Test
    void a_request_to_be_forgotten_waits_for_a_person_once_and_until_it_is_done() throws Exception {
        String body = "{\"shop_id\":71,\"customer\":{\"id\":77,\"email\":\"jo@lampenladen.example\"}}";
        Map<String, String> headers = signer(new SourceSettings.Shopify(Entry.of("shop"), List.of(new Secret("hush"))))
                .sign(bytes(body), new Signer.Delivery("gdpr-1", Instant.EPOCH, "customers/redact"));

        assertThat(post("/v1/webhooks/shop", headers, body).body()).contains("\"accepted\":1");
        assertThat(post("/v1/webhooks/shop", headers, body).body()).contains("\"duplicates\":1");
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).hasSize(1));
        Map<?, ?> request = (Map<?, ?>) waiting().getFirst();
        assertThat(request.get("type")).isEqualTo("privacy_erasure_requested");
        assertThat(String.valueOf(request.get("event"))).contains("email=jo@lampenladen.example");
        assertThat(gateway.manage("GET", "/v1/profiles?email=jo@lampenladen.example")
                        .json())
                .containsEntry("items", List.of());

        String path = "/v1/privacy-requests/" + request.get("id");
        assertThat(gateway.manage("DELETE", path).status()).isEqualTo(202);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_new_webhook_of_woocommerce_is_greeted() throws Exception {
        HttpResponse<String> ping =
                post("/v1/webhooks/woo", Map.of("Content-Type", "application/x-www-form-urlencoded"), "webhook_id=5");
        HttpResponse<String> other =
                post("/v1/webhooks/woo", Map.of("Content-Type", "application/x-www-form-urlencoded"), "x=5");

        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(401);
    }

    @Test
    void a_sender_of_cloudevents_asks_first_and_then_sends() throws Exception {
        HttpRequest question = HttpRequest.newBuilder(gateway.accepting().resolve("/v1/webhooks/bus"))
                .header("WebHook-Request-Origin", "bus.example.com")
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"order.completed\"}";
        HttpResponse<String> batch = post(
                "/v1/webhooks/bus?access_token=t0ken",
                Map.of("Content-Type", "application/cloudevents-batch+json"),
                "[" + event + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).contains("bus.example.com");
        assertThat(batch.statusCode()).as(batch.body()).isEqualTo(202);
        assertThat(batch.body()).contains("\"accepted\":1");
        assertThat(post("/v1/webhooks/bus", Map.of("Content-Type", "text/xml"), "<a/>")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_secret_path_leads_in_and_no_other() throws Exception {
        Map<String, String> json = Map.of("Content-Type", "application/json");
        String body = "{\"id\":1,\"kind\":\"order_completed\"}";

        assertThat(post("/v1/webhooks/hidden/s3cret-way", json, body).statusCode())
                .isEqualTo(202);
        assertThat(post("/v1/webhooks/hidden/other", json, body).statusCode()).isEqualTo(401);
        assertThat(post("/v1/webhooks/hidden", json, body).statusCode()).isEqualTo(401);
        assertThat(post("/v1/webhooks/shop/s3cret-way", json, body).statusCode())
                .isEqualTo(404);
        assertThat(gateway.manage("GET", "/v1/sources/hidden/refusals").body())
                .contains("credentials_wrong", "signature_missing")
                .doesNotContain("other", "s3cret");
    }

    @Test
    void bigcommerce_hears_200() throws Exception {
        String body =
                "{\"scope\":\"store/order/created\",\"data\":{\"id\":5},\"hash\":\"h\",\"created_at\":1795482123}";
        Map<String, String> headers = signer(new SourceSettings.BigCommerce(
                        Entry.of("big"), List.of(new Secret("client")), Duration.ofMinutes(5)))
                .sign(
                        bytes(body),
                        new Signer.Delivery("m1", InstantSource.system().instant(), ""));

        HttpResponse<String> answer = post("/v1/webhooks/big", headers, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":1");
    }

    private List<?> waiting() throws Exception {
        return (List<?>) Objects.requireNonNull(
                gateway.manage("GET", "/v1/privacy-requests").json().get("items"));
    }

    private HttpResponse<String> post(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.accepting() + path));
        headers.forEach(request::header);
        return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static Signer signer(SourceSettings settings) {
        return ((Prepared.Ready) Sources.prepare(settings)).signer();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
