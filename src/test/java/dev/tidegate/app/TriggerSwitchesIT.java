package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.support.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the operator sets for triggers holds in every process, over restarts and reloads. */
class TriggerSwitchesIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(directory.resolve("triggers.yaml"), """
            triggers:
              receipt: {on: [order_completed], message_class: transactional, send: [{to: lab, as: Receipt}]}
              parcel: {on: [order_completed, order_fulfilled], message_class: transactional, send: [{to: lab, as: Parcel}]}
            """);
    }

    @Test
    void a_disabled_trigger_stays_so_over_restart_and_reload_until_it_is_enabled() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(gateway.manage("POST", "/v1/triggers/receipt/disable").status())
                    .isEqualTo(202);
        }
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            assertThat(gateway.manage("GET", "/v1/triggers").list("items"))
                    .extracting(trigger -> trigger.get("name") + " " + trigger.get("enabled"))
                    .containsExactly("receipt false", "parcel true");
            assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
            gateway.event("crm", "1", "order_completed");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(verdicts(gateway, "1")).containsExactly("parcel fired"));

            assertThat(gateway.manage("POST", "/v1/triggers/receipt/enable").status())
                    .isEqualTo(202);
            await().atMost(SOON).untilAsserted(() -> {
                String id = "again-" + System.nanoTime();
                gateway.event("crm", id, "order_completed");
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(verdicts(gateway, id)).contains("parcel fired"));
                assertThat(verdicts(gateway, id)).contains("receipt fired");
            });
        }
    }

    @Test
    void another_process_hears_of_it() throws Exception {
        try (TestGateway one = TestGateway.start(REDIS, directory);
                TestGateway other = TestGateway.start(REDIS, directory)) {
            assertThat(one.manage("POST", "/v1/triggers/receipt/disable").status())
                    .isEqualTo(202);

            await().atMost(SOON).untilAsserted(() -> {
                for (int i = 0; i < 8; i++) { // customers of several partitions, which both processes share
                    String id = "order-" + i + "-" + System.nanoTime();
                    other.event("crm", id, "order_completed", "c" + i + "@shop.example");
                    await().atMost(SOON)
                            .untilAsserted(() -> assertThat(verdicts(one, id)).contains("parcel fired"));
                    assertThat(verdicts(one, id)).containsExactly("parcel fired");
                }
            });
        }
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
