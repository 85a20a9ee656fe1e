package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.EventId;
import dev.tidegate.redis.Keys;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway goes on with a new version of its files, as a whole or not at all. */
class ReloadIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    Path directory;

    private FakeEsp esp;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        esp = new FakeEsp(vertx.get());
        Files.writeString(directory.resolve("destinations.yaml"), hook("hook"));
        Files.writeString(directory.resolve("triggers.yaml"), trigger("hook", "First"));
        gateway = TestGateway.start(REDIS, directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        esp.close();
    }

    @Test
    void sources_destinations_and_triggers_of_a_new_version_come_into_force_together() throws Exception {
        assertThat(gateway.event("shop", "0", "order_completed")).isEqualTo(404);

        gateway.write("sources.yaml", TestGateway.SOURCES.replace("crm:", "shop:"));
        gateway.write("destinations.yaml", hook("other"));
        gateway.write("triggers.yaml", trigger("other", "Second"));
        TestGateway.Answer answer = gateway.manage("POST", "/v1/config/reload");

        assertThat(answer.status()).isEqualTo(202);
        await().atMost(SOON).until(() -> gateway.event("crm", "1", "order_completed") == 404);
        assertThat(gateway.event("shop", "1", "order_completed")).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(sent()).containsExactly("Second"));
        assertThat(gateway.manage("GET", "/v1/config").json())
                .containsEntry("version", answer.json().get("version"))
                .extractingByKey("destinations.yaml")
                .asString()
                .contains("other", "***")
                .doesNotContain("hook=", "whsec");
    }

    @Test
    void a_faulty_version_is_refused_whole_and_told() throws Exception {
        Object version = gateway.manage("GET", "/v1/config").json().get("version");
        gateway.write("sources.yaml", TestGateway.SOURCES.replace("crm:", "shop:"));
        gateway.write("triggers.yaml", "triggers:\n  t: {on: [order_completed], send: [{to: nowhere, as: X}]}\n");

        TestGateway.Answer answer = gateway.manage("POST", "/v1/config/reload");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("faults"))
                .isEqualTo(List.of(directory.resolve("triggers.yaml")
                        + ":2:42 triggers.t.send[0].to: \"nowhere\" is no destination of destinations.yaml; allowed:"
                        + " hook"));
        assertThat(gateway.event("crm", "1", "order_completed")).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(sent()).containsExactly("First"));
        assertThat(gateway.manage("GET", "/v1/config").json()).containsEntry("version", version);
        assertThat(reloads("rejected")).isEqualTo(1);
        assertThat(reloads("accepted")).isZero();
    }

    @Test
    void a_file_that_changes_is_noticed() throws Exception {
        gateway.write("triggers.yaml", trigger("hook", "Second"));

        await().atMost(SOON).untilAsserted(() -> assertThat(reloads("accepted")).isEqualTo(1));
        gateway.event("crm", "1", "order_completed");
        await().atMost(SOON).untilAsserted(() -> assertThat(sent()).containsExactly("Second"));
    }

    @Test
    void a_faulty_file_that_is_noticed_counts_once() throws Exception {
        gateway.write("triggers.yaml", "trigger: {}\n");
        await().atMost(SOON).untilAsserted(() -> assertThat(reloads("rejected")).isEqualTo(1));

        gateway.write("triggers.yaml", trigger("hook", "Third"));
        await().atMost(SOON).untilAsserted(() -> assertThat(reloads("accepted")).isEqualTo(1));

        assertThat(reloads("rejected")).isEqualTo(1);
    }

    @Test
    void what_changes_in_gateway_yaml_is_named_and_does_not_count() throws Exception {
        Path file = directory.resolve("gateway.yaml");
        gateway.write("gateway.yaml", Files.readString(file) + "dedup_window: 1h\n");

        TestGateway.Answer answer = gateway.manage("POST", "/v1/config/reload");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json()).containsEntry("needs_restart", List.of("dedup_window"));
        assertThat((Map<?, ?>) gateway.manage("GET", "/v1/config").json().get("gateway.yaml"))
                .extracting("dedup_window")
                .isEqualTo("24h");
    }

    @Test
    void a_sources_own_dedup_window_counts_from_the_reload_on() throws Exception {
        gateway.write("sources.yaml", TestGateway.SOURCES.replace("type: json,", "type: json, dedup_window: 1h,"));
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);

        gateway.event("crm", "1", "order_completed");

        EventId id = EventId.of("crm", "1");
        String key = new Keys("tg").dedup(id.intake(16), id).name();
        assertThat(Long.parseLong(REDIS.cli("TTL", key))).isBetween(3_500L, 3_600L);
    }

    @Test
    void nothing_needs_a_restart_when_gateway_yaml_is_as_it_was() throws Exception {
        gateway.close();
        Files.writeString(directory.resolve("gateway.yaml"), """
            server: {host: 127.0.0.1, port: 0, trusted_proxies: [10.0.0.0/8, "fd00::/8"], public_url: "https://x.example"}
            management:
              port: 0
            redis: {uri: "%s"}
            consent: {default: opt_in, countries: {US: opt_out}}
            frequency:
              caps: [{name: daily, max: 2, per: 24h}]
              quiet_hours: {from: "21:00", to: "08:00", timezone: profile, default_timezone: Europe/Berlin, then: defer}
            """.formatted(REDIS.uri()));
        gateway = TestGateway.start(REDIS, directory);

        assertThat(gateway.manage("POST", "/v1/config/reload").json()).containsEntry("needs_restart", List.of());
    }

    @Test
    void messages_of_a_removed_destination_wait_until_it_is_back() throws Exception {
        esp.always(FakeEsp.status(503));
        gateway.event("crm", "1", "order_completed");
        await().atMost(SOON).untilAsserted(() -> assertThat(sent()).isNotEmpty());

        gateway.write("destinations.yaml", hook("other"));
        gateway.write("triggers.yaml", "triggers: {}\n");
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.manage("GET", "/v1/deliveries?status=retrying")
                                .list("items"))
                        .hasSize(1));
        esp.always(FakeEsp.status(200));
        gateway.write("destinations.yaml", hook("hook"));
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.manage("GET", "/v1/deliveries?status=delivered")
                                .list("items"))
                        .hasSize(1));
    }

    @Test
    void segments_of_a_new_version_count_from_the_reload_on() throws Exception {
        assertThat(gateway.manage("GET", "/v1/segments").list("items")).isEmpty();
        gateway.write(
                "triggers.yaml",
                "segments: {buyers: profile.orders_count >= 1, nobody: profile.orders_count > 99}\n"
                        + trigger("hook", "Buyers").replace("message_class", "if: segments.buyers, message_class")
                        + "  n: {on: [order_completed], if: segments.nobody, send: [{to: hook, as: Nobody}]}\n");
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(segments()).containsExactly("buyers 0", "nobody 0"));

        gateway.event("crm", "1", "order_completed");

        await().atMost(SOON).untilAsserted(() -> assertThat(sent()).containsExactly("Buyers"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                gateway.manage("GET", "/v1/events/crm:1").body())
                        .contains("`if` is false: segments.nobody is false"));
        assertThat(gateway.manage("POST", "/v1/segments/count").status()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(segments()).containsExactly("buyers 1", "nobody 0"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(gateway.manage("GET", "/metrics").body())
                                .contains("tidegate_segment_profiles{segment=\"buyers\"} 1"));
    }

    private List<String> segments() throws Exception {
        return gateway.manage("GET", "/v1/segments").list("items").stream()
                .map(Map.class::cast)
                .map(segment -> segment.get("name") + " " + segment.get("profiles"))
                .toList();
    }

    private String hook(String name) {
        return "destinations:\n  " + name + ": {type: webhook, url: \"" + esp.url()
                + "/\", secret: whsec_c2l0ZS1zaW5rLXNlY3JldC1vZi10aGUtdGVzdHM=, allow_private: true,"
                + " retry: {initial: 100ms, max: 200ms}}\n";
    }

    private static String trigger(String to, String as) {
        return "triggers:\n  t: {on: [order_completed], message_class: transactional, send: [{to: " + to + ", as: " + as
                + "}]}\n";
    }

    /** The types of the messages that the ESP got. */
    private List<String> sent() {
        return esp.received().stream()
                .map(message -> message.body().replaceAll(".*\"type\":\"([^\"]*)\",\"timestamp.*", "$1"))
                .toList();
    }

    private double reloads(String outcome) throws Exception {
        try (Stream<String> lines = gateway.manage("GET", "/metrics").body().lines()) {
            return lines.filter(line -> line.startsWith("tidegate_config_reloads_total{outcome=\"" + outcome + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }
}
