package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.json.JsonWriter;
import dev.tidegate.support.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backtests ordered from a whole gateway. */
final class BacktestsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String RECEIPT = """
        triggers:
          receipt: {on: [order_completed], message_class: transactional, send: [{to: lab, as: Receipt}]}
        """;
    private static final String BOTH = RECEIPT + """
          parcel: {on: [order_completed], message_class: transactional, send: [{to: lab, as: Parcel}]}
        """;

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    private Path directory;

    @Test
    void tells_what_other_triggers_would_have_sent_and_sends_nothing() throws Exception {
        configure("archive: {directory: '" + directory.resolve("archive") + "'}\n");
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            gateway.event("crm", "1", "order_completed");
            gateway.event("crm", "2", "order_completed", "sam@shop.example");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    result(gateway, order(gateway, BOTH)).get("events"))
                            .isEqualTo(2L));
            Map<String, Object> result = result(gateway, order(gateway, BOTH));

            assertThat(result.get("difference"))
                    .isEqualTo(Map.of(
                            "receipt", Map.of("added", 0L, "gone", 0L, "both", 2L),
                            "parcel", Map.of("added", 2L, "gone", 0L, "both", 0L)));
            assertThat((List<?>) result.get("messages")).hasSize(4);
            assertThat(gateway.manage("GET", "/v1/deliveries").list("items"))
                    .extracting(delivery -> delivery.get("trigger"))
                    .containsOnly("receipt");

            TestGateway.Answer faulty =
                    gateway.manage("POST", "/v1/backtests", body(BOTH.replace("lab", "\"${HOME}\"")));
            assertThat(faulty.status()).isEqualTo(422);
            assertThat(faulty.body()).contains("triggers.yaml:2:", "is not looked up here");
            assertThat(gateway.manage("POST", "/v1/backtests", body(BOTH.replace("lab", "moon")))
                            .body())
                    .contains("triggers.yaml:2:", "is no destination of destinations.yaml");
        }
    }

    @Test
    void says_what_to_do_when_nothing_is_recorded() throws Exception {
        configure("");
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            TestGateway.Answer answer = gateway.manage("POST", "/v1/backtests", body(BOTH));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("Put archive with a directory into gateway.yaml");
        }
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\nmanagement: {port: 0}\nredis: {uri: \"" + REDIS.uri() + "\"}\n"
                        + more);
        Files.writeString(directory.resolve("triggers.yaml"), RECEIPT);
    }

    private static String body(String triggers) {
        return JsonWriter.textOf(Map.of("triggers", triggers));
    }

    private static String order(TestGateway gateway, String triggers) throws Exception {
        TestGateway.Answer answer = gateway.manage("POST", "/v1/backtests", body(triggers));
        assertThat(answer.status()).isEqualTo(202);
        return String.valueOf(answer.json().get("id"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(TestGateway gateway, String id) {
        await().atMost(SOON)
                .until(() -> gateway.manage("GET", "/v1/backtests/" + id).body().contains("\"status\":\"done\""));
        try {
            return (Map<String, Object>) java.util.Objects.requireNonNull(
                    gateway.manage("GET", "/v1/backtests/" + id).json().get("result"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
