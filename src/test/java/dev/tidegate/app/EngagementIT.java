package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.support.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an ESP tells of a message decides about the next one. */
class EngagementIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

    private KeyPair key;

    @BeforeEach
    void configure() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = generator.generateKeyPair();
        Files.writeString(
                directory.resolve("sources.yaml"),
                TestGateway.SOURCES + "  sendgrid: {type: sendgrid-events, public_key: \""
                        + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()) + "\"}\n");
        Files.writeString(directory.resolve("triggers.yaml"), """
            triggers:
              receipt: {on: [order_completed], message_class: marketing, send: [{to: lab, as: Receipt}]}
            """);
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\n"
                        + "management: {port: 0}\n"
                        + "consent: {default: opt_out}\n"
                        + "redis: {uri: \""
                        + REDIS.uri() + "\"}\n");
    }

    @Test
    void after_a_hard_bounce_the_next_message_is_suppressed_and_after_a_soft_one_it_is_not() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            // a gateway that has just started may ask to come again
            await().atMost(SOON).until(() -> post(gateway, "bounce-1", "jo@shop.example", "bounce") == 202);
            await().atMost(SOON).until(() -> post(gateway, "bounce-2", "al@shop.example", "blocked") == 202);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(gateway.manage("GET", "/metrics").body())
                                    .contains("tidegate_engagement_total{kind=\"bounced\",trigger=\"receipt\"} 2.0"));

            await().atMost(SOON)
                    .until(() -> gateway.event("crm", "order-1", "order_completed", "jo@shop.example") == 202);
            await().atMost(SOON)
                    .until(() -> gateway.event("crm", "order-2", "order_completed", "al@shop.example") == 202);

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(verdicts(gateway, "order-1")).containsExactly("receipt suppressed"));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(verdicts(gateway, "order-2")).containsExactly("receipt fired"));
        }
    }

    private int post(TestGateway gateway, String id, String email, String type) throws Exception {
        String body = "[{\"event\":\"bounce\",\"type\":\"" + type + "\",\"sg_event_id\":\"" + id + "\",\"email\":\""
                + email + "\",\"timestamp\":" + NOW.getEpochSecond() + ",\"tidegate_trigger\":\"receipt\"}]\r\n";
        String timestamp = Long.toString(NOW.getEpochSecond());
        return gateway.post(
                "/v1/webhooks/sendgrid",
                body,
                Map.of(
                        "X-Twilio-Email-Event-Webhook-Timestamp",
                        timestamp,
                        "X-Twilio-Email-Event-Webhook-Signature",
                        sign(timestamp + body)));
    }

    private String sign(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static List<String> verdicts(TestGateway gateway, String id) throws Exception {
        TestGateway.Answer answer = gateway.manage("GET", "/v1/events/crm:" + id);
        return answer.status() != 200
                ? List.of()
                : answer.list("verdicts").stream()
                        .map(verdict -> verdict.get("trigger") + " " + verdict.get("outcome"))
                        .toList();
    }
}
