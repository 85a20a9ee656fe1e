package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.app.cli.Actions.Payloads;
import dev.tidegate.app.cli.Console;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the {@code send} command signs is what the gateway believes. */
class SendActionIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path PAYLOADS = Path.of("src/test/resources");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

    private final KeyPair sendGrids = keyPair();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(directory.resolve("sources.yaml"), """
            sources:
              mailgun: {type: mailgun, secrets: [key-for-tests]}
              postmark: {type: postmark, auth: {basic: "postmark:for-tests"}}
              customerio: {type: customerio, secrets: [key-for-tests]}
              klaviyo: {type: klaviyo, secrets: [sixteen-letters-for-tests]}
              shopify: {type: shopify, secrets: [key-for-tests]}
              woocommerce: {type: woocommerce, secrets: [key-for-tests]}
              bigcommerce: {type: bigcommerce, secrets: [key-for-tests]}
              stripe: {type: stripe, secrets: [whsec_for_tests]}
              github: {type: github, secrets: [key-for-tests]}
              cloudevents: {type: cloudevents, auth: {bearer: t0ken-for-tests}}
              standard-webhooks: {type: standard-webhooks, secrets: ["whsec_c2l4dGVlbi1sZXR0ZXJzLWZvci10ZXN0cw=="]}
              segment: {type: segment, write_key: key-for-tests}
              json: {type: json, auth: {path: key-for-tests}, event: {id: body.id, type: body.kind}}
              ses: {type: ses, topics: ["arn:aws:sns:eu-central-1:123456789012:ses-events"]}
              sendgrid:
                type: sendgrid-events
                public_key: "%s"
            """.formatted(
                        Base64.getEncoder().encodeToString(sendGrids.getPublic().getEncoded())));
    }

    @ParameterizedTest
    @CsvSource({
        "mailgun, mailgun/opened.json, 200",
        "postmark, postmark/click.json, 200",
        "customerio, customerio/clicked.json, 200",
        "klaviyo, klaviyo/opened.json, 202",
        "woocommerce, ../../../config/demo/payloads/woocommerce/order_created.json, 202",
        "bigcommerce, ../../../config/demo/payloads/bigcommerce/store_cart_converted.json, 200",
        "stripe, ../../../config/demo/payloads/stripe/checkout_session_completed.json, 202",
        "cloudevents, ../../../config/demo/payloads/cloudevents/order_completed.json, 202",
        "json, json/crm.json, 202"
    })
    void a_payload_is_taken_and_the_second_copy_is_a_duplicate(String source, String file, int status)
            throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(taken(gateway, source, file)).contains(": " + status + " {\"accepted\":1");
            assertThat(taken(gateway, source, file)).contains(": " + status + " {\"accepted\":0,\"duplicates\":1");
        }
    }

    /** Of these the delivery has an id of its own, which is another each time that the command is given. */
    @ParameterizedTest
    @CsvSource({
        "shopify, shopify/checkouts_create.json",
        "github, ../../../config/demo/payloads/github/star.json",
        "standard-webhooks, standard-webhooks/order_completed.json"
    })
    void a_delivery_that_is_repeated_is_a_duplicate(String source, String file) throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            await().atMost(SOON).until(() -> {
                out.getBuffer().setLength(0);
                return send(gateway, source, PAYLOADS.resolve(file), 2) == 0;
            });
            assertThat(out.toString())
                    .contains(": 202 {\"accepted\":1,\"duplicates\":0")
                    .contains(": 202 {\"accepted\":0,\"duplicates\":1");
        }
    }

    /** It answers as Segment does. */
    @Test
    void a_call_of_segments_is_taken_too() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(taken(gateway, "segment", "segment/order_completed.json"))
                    .contains(": 200 ");
            assertThat(gateway.manage("GET", "/metrics").body())
                    .contains("tidegate_events_total{outcome=\"accepted\",source=\"segment\"} 1.0");
        }
    }

    @Test
    void what_is_acknowledged_without_an_event_and_a_file_that_is_not_there_are_told() throws Exception {
        Path unnamed = Files.copy(PAYLOADS.resolve("shopify/checkouts_create.json"), directory.resolve("sample.json"));
        Path missing = directory.resolve("missing.json");
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            await().atMost(SOON).until(() -> send(gateway, "shopify", unnamed) == 0);
            assertThat(err.toString())
                    .contains("sample.json: acknowledged, but")
                    .contains("orders_create.json");
            assertThat(send(gateway, "shopify", missing)).isEqualTo(1);
            assertThat(err.toString()).contains("missing.json: there is no such file");
            Path loop = Files.createSymbolicLink(directory.resolve("loop.json"), Path.of("loop.json"));
            assertThat(send(gateway, "shopify", loop)).isEqualTo(1);
            assertThat(err.toString()).contains(loop + ": ").doesNotContain(loop + ": " + loop);
        }
    }

    @Test
    void every_type_of_source_is_among_these() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(gateway.settings().settings().flow().sources())
                    .extracting(one -> (Object) one.getClass())
                    .containsExactlyInAnyOrder((Object[]) SourceSettings.class.getPermittedSubclasses());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses", "sendgrid"})
    void where_only_the_provider_can_sign_nothing_is_sent(String source) throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(send(gateway, source, PAYLOADS.resolve("ses/click.json")))
                    .isEqualTo(1);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).contains("nothing can be signed for the source '" + source + "': only ");
        }
    }

    @Test
    void who_has_the_private_key_can_sign_for_a_source_with_a_public_one() throws Exception {
        Path events = PAYLOADS.resolve("sendgrid/click.json");
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            await().atMost(SOON)
                    .until(() -> send(gateway, "sendgrid", events, 1, Optional.of(pem(sendGrids.getPrivate()))) == 0);
            assertThat(out.toString()).contains(": 202 {\"accepted\":1");
            assertThat(send(
                            gateway,
                            "sendgrid",
                            events,
                            1,
                            Optional.of(pem(keyPair().getPrivate()))))
                    .isEqualTo(1);
            assertThat(send(gateway, "sendgrid", events, 1, Optional.of(events)))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("holds no private key in PEM");
        }
    }

    private Path pem(PrivateKey key) throws IOException {
        return Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void customerio_is_not_held_up_by_an_event_that_can_never_be_taken() throws Exception {
        Path bad = directory.resolve("bad.json");
        String good = Files.readString(PAYLOADS.resolve("customerio/clicked.json"));
        Files.writeString(bad, good.replaceFirst("(\"event_id\": *\")", "$1" + "x".repeat(300)));
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(send(gateway, "customerio", bad)).isZero();
            assertThat(out.toString()).contains(": 200 ").contains("has at most 256 characters");
            assertThat(gateway.manage("GET", "/metrics").body())
                    .contains("tidegate_events_total{outcome=\"invalid\",source=\"customerio\"} 1.0");
        }
    }

    @Test
    void sns_may_say_that_its_json_is_text_and_nobody_else() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory);
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(asText(http, gateway, "ses")).isEqualTo(401);
            assertThat(asText(http, gateway, "mailgun")).isEqualTo(415);
        }
    }

    private static int asText(HttpClient http, TestGateway gateway, String source) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.accepting().resolve("/v1/webhooks/" + source))
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString("{\"Type\":\"Notification\"}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void an_event_that_was_put_beside_a_used_token_is_refused_for_good() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            String body = signed(gateway, "mailgun", "mailgun/opened.json");

            await().atMost(SOON).until(() -> gateway.post("/v1/webhooks/mailgun", body, Map.of()) == 200);
            String forged = body.replace("Jo.Winter@", "somebody.else@");
            await().atMost(SOON).until(() -> gateway.post("/v1/webhooks/mailgun", forged, Map.of()) == 406);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(gateway.manage("GET", "/v1/sources/mailgun/refusals")
                                    .body())
                            .contains("token_used"));
        }
    }

    /** The body as the source's provider would send it. */
    private static String signed(TestGateway gateway, String source, String file) throws Exception {
        byte[] payload = Files.readAllBytes(PAYLOADS.resolve(file));
        return gateway.settings().settings().flow().sources().stream()
                .filter(one -> one.entry().name().equals(source))
                .map(one -> (Prepared.Ready) Sources.prepare(one))
                .map(ready -> ready.signer()
                        .bodyOf(
                                payload,
                                new Signer.Delivery("d", Instant.ofEpochMilli(System.currentTimeMillis()), "")))
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer once the payload is taken; a gateway that has just started may ask to come again. */
    private String taken(TestGateway gateway, String source, String file) {
        await().atMost(SOON).until(() -> {
            out.getBuffer().setLength(0);
            return send(gateway, source, PAYLOADS.resolve(file)) == 0;
        });
        return out.toString();
    }

    private int send(TestGateway gateway, String source, Path file) {
        return send(gateway, source, file, 1);
    }

    private int send(TestGateway gateway, String source, Path file, int repeat) {
        return send(gateway, source, file, repeat, Optional.empty());
    }

    private int send(TestGateway gateway, String source, Path file, int repeat, Optional<Path> key) {
        return new SendAction()
                .run(
                        gateway.settings(),
                        new Payloads(source, Optional.of(gateway.accepting()), repeat, key, List.of(file)),
                        new Console(new PrintWriter(out), new PrintWriter(err)));
    }
}
