package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.app.cli.Actions.Payloads;
import dev.tidegate.app.cli.Console;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Signer;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
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
    private static final Path PAYLOADS = Path.of("src/test/resources");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

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
              ses: {type: ses, topics: ["arn:aws:sns:eu-central-1:123456789012:ses-events"]}
              sendgrid:
                type: sendgrid-events
                public_key: "%s"
            """.formatted(publicKey()));
    }

    @ParameterizedTest
    @CsvSource({
        "mailgun, mailgun/opened.json, 200",
        "postmark, postmark/click.json, 200",
        "customerio, customerio/clicked.json, 200",
        "klaviyo, klaviyo/opened.json, 202"
    })
    void a_payload_is_taken_and_the_second_copy_is_a_duplicate(String source, String file, int status)
            throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            int exit = send(gateway, source, file, 2);

            assertThat(exit).as(err.toString()).isZero();
            List<String> answers = out.toString().lines().toList();
            assertThat(answers.get(0)).contains(": " + status + " {\"accepted\":1");
            assertThat(answers.get(1)).contains(": " + status + " {\"accepted\":0,\"duplicates\":1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses", "sendgrid"})
    void where_only_the_provider_can_sign_nothing_is_sent(String source) throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(send(gateway, source, "ses/click.json", 1)).isEqualTo(1);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).contains("nothing can be signed for the source '" + source + "': only ");
        }
    }

    @Test
    void an_event_that_was_put_beside_a_used_token_is_refused_for_good() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            String body = signed(gateway, "mailgun", "mailgun/opened.json");

            assertThat(gateway.post("/v1/webhooks/mailgun", body, Map.of())).isEqualTo(200);
            assertThat(gateway.post("/v1/webhooks/mailgun", body.replace("Jo.Winter@", "somebody.else@"), Map.of()))
                    .isEqualTo(406);
            await().atMost(Duration.ofSeconds(10))
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

    private static String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int send(TestGateway gateway, String source, String file, int times) {
        return new SendAction()
                .run(
                        gateway.settings(),
                        new Payloads(source, Optional.of(gateway.address()), times, List.of(PAYLOADS.resolve(file))),
                        new Console(new PrintWriter(out), new PrintWriter(err)));
    }
}
