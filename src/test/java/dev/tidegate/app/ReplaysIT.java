package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.archive.RequestCodec;
import dev.tidegate.support.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Recorded requests told to profiles again by a whole gateway, after its mapping was mended. */
final class ReplaysIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Takes the net value for the order's, knows no sale, and takes the last name for the first one. */
    private static final String WRONG = mapping("body.kind", "body.net", "body.last");

    private static final String MENDED =
            mapping("body.kind == 'sale' ? 'order_completed' : body.kind", "body.gross", "body.first");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\nmanagement: {port: 0}\nredis: {uri: \"" + REDIS.uri()
                        + "\"}\narchive: {directory: '" + directory.resolve("archive") + "'}\n");
        Files.writeString(directory.resolve("sources.yaml"), WRONG);
        Files.writeString(directory.resolve("triggers.yaml"), """
            triggers:
              receipt: {on: [order_completed], message_class: transactional, send: [{to: lab, as: Receipt}]}
            """);
    }

    @Test
    void profiles_are_put_right_and_nothing_is_sent_twice() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            tell(gateway, "1", "order_completed", 10, 12);
            tell(gateway, "2", "order_completed", 20, 24);
            tell(gateway, "3", "sale", 30, 36);
            tell(gateway, "4", "customer_updated", 0, 0);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(profile(gateway)).containsEntry("orders_count", 2L);
                assertThat(firstName(gateway)).isEqualTo("Doe");
                assertThat(archived()).isEqualTo(4);
                assertThat(gateway.manage("GET", "/v1/deliveries").list("items"))
                        .hasSize(2);
            });
            gateway.write("sources.yaml", MENDED);
            assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);

            Map<String, Object> done = replayed(gateway);

            assertThat(done).containsEntry("requests", 4L).containsEntry("events", 4L);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(profile(gateway)).containsEntry("orders_count", 3L));
            await().atMost(SOON).until(() -> "Jo".equals(firstName(gateway)));
            assertThat(String.valueOf(profile(gateway).get("revenue"))).isEqualTo("{EUR=72}");
            assertThat(gateway.manage("GET", "/v1/deliveries").list("items")).hasSize(2);

            long version = version(gateway);
            assertThat(replayed(gateway)).containsEntry("events", 4L);
            tell(gateway, "5", "order_completed", 0, 0);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(profile(gateway)).containsEntry("orders_count", 4L));
            assertThat(version(gateway))
                    .as("the second replay changed nothing, the order did")
                    .isEqualTo(version + 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    gateway.manage("GET", "/v1/deliveries").list("items"))
                            .hasSize(3));
        }
    }

    @Test
    void an_erased_customer_stays_erased() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            tell(gateway, "1", "order_completed", 10, 12);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(profile(gateway)).containsEntry("orders_count", 1L));
            Object id = profile(gateway).get("id");
            assertThat(gateway.manage("DELETE", "/v1/profiles/" + id).status()).isEqualTo(202);
            await().atMost(SOON)
                    .until(() -> gateway.manage("GET", "/v1/profiles/" + id).status() == 404);
            await().atMost(SOON).untilAsserted(() -> assertThat(lines()).contains("profile_erased"));

            assertThat(replayed(gateway)).containsEntry("events", 0L).containsEntry("left_out", 1L);
        }
    }

    @Test
    void keeps_no_proof_of_the_sender() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            tell(gateway, "1", "order_completed", 10, 12);
            await().atMost(SOON).untilAsserted(() -> assertThat(archived()).isEqualTo(1));
        }
        List<String> kept = new ArrayList<>();
        new ArchiveReader(directory.resolve("archive")).read(Instant.MIN, Instant.MAX, archived -> {
            if (archived instanceof ArchivedRequest request) {
                kept.add(RequestCodec.decode(request.content()).headers().toString());
                assertThat(new String(request.content(), StandardCharsets.UTF_8))
                        .doesNotContain("t0ken");
            }
        });
        assertThat(kept)
                .singleElement()
                .asString()
                .contains("content-type=application/json")
                .doesNotContain("authorization");
    }

    @Test
    void refuses_what_cannot_be_replayed() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(gateway.manage("POST", "/v1/replays", "{\"source\":\"moon\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(gateway.manage("POST", "/v1/replays", "{\"from\":\"noon\"}")
                            .body())
                    .contains("source must be the name of a source; from must be a time");
            assertThat(gateway.manage("GET", "/v1/replays/none").status()).isEqualTo(404);
        }
    }

    private static String mapping(String type, String value, String firstName) {
        return "sources:\n  crm:\n    type: json\n    auth: {bearer: t0ken}\n    event:\n      id: body.id\n"
                + "      type: \"" + type + "\"\n      email: body.mail\n"
                + "      properties: \"{'value': " + value + ", 'currency': 'EUR', 'first_name': " + firstName
                + "}\"\n";
    }

    /** Tells it as senders do, who come again when they are asked to. */
    private static void tell(TestGateway gateway, String id, String kind, int net, int gross) {
        String body = "{\"id\":\"" + id + "\",\"kind\":\"" + kind + "\",\"mail\":\"jo@shop.example\",\"first\":\"Jo\","
                + "\"last\":\"Doe\",\"net\":" + net + ",\"gross\":" + gross + "}";
        await().atMost(SOON).until(() -> gateway.post("crm", body), status -> status == 202);
    }

    private static Map<String, Object> profile(TestGateway gateway) throws Exception {
        List<Map<String, Object>> found =
                gateway.manage("GET", "/v1/profiles?email=jo@shop.example").list("items");
        return found.isEmpty() ? Map.of() : found.getFirst();
    }

    private static long version(TestGateway gateway) throws Exception {
        return profile(gateway).get("version") instanceof Long version ? version : 0;
    }

    private static @Nullable Object firstName(TestGateway gateway) throws Exception {
        return profile(gateway).get("fields") instanceof Map<?, ?> fields ? fields.get("first_name") : null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> replayed(TestGateway gateway) throws Exception {
        TestGateway.Answer order = gateway.manage("POST", "/v1/replays", "{\"source\":\"crm\"}");
        assertThat(order.status()).isEqualTo(202);
        String path = "/v1/replays/" + order.json().get("id");
        await().atMost(SOON).until(() -> gateway.manage("GET", path).body().contains("\"status\":\"done\""));
        return (Map<String, Object>) java.util.Objects.requireNonNull(
                gateway.manage("GET", path).json().get("result"));
    }

    private long archived() throws IOException {
        long[] events = {0};
        new ArchiveReader(directory.resolve("archive")).read(Instant.MIN, Instant.MAX, archived -> {
            if (archived instanceof dev.tidegate.archive.ArchivedEvent) {
                events[0]++;
            }
        });
        return events[0];
    }

    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        new ArchiveReader(directory.resolve("archive"))
                .read(Instant.MIN, Instant.MAX, archived -> lines.append(archived));
        return lines.toString();
    }
}
