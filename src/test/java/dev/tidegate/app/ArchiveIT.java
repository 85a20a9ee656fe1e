package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.support.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway with {@code archive} in its settings. */
final class ArchiveIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    private Path directory;

    private Path archive = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        archive = directory.resolve("archive");
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\nmanagement: {port: 0}\nredis: {uri: \"" + REDIS.uri()
                        + "\"}\narchive: {directory: '" + archive + "'}\n");
    }

    @Test
    void has_each_decided_event_once_when_the_gateway_has_stopped() throws Exception {
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            gateway.event("crm", "1", "order_completed");
            gateway.event("crm", "1", "order_completed");
            gateway.event("crm", "2", "order_completed", "sam@shop.example");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(read()).hasSize(2));
            gateway.event("crm", "3", "order_completed");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.manage("GET", "/v1/profiles?email=jo@shop.example")
                            .body()
                            .contains("\"orders_count\":2"));
        }

        List<ArchivedEvent> archived = read();
        assertThat(archived).extracting(event -> event.event().sourceId()).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(archived.stream().map(ArchivedEvent::profile).distinct())
                .as("two of them are one customer's")
                .hasSize(2);
    }

    private List<ArchivedEvent> read() throws IOException {
        List<ArchivedEvent> found = new ArrayList<>();
        new ArchiveReader(archive).read(Instant.MIN, Instant.MAX, archived -> {
            if (archived instanceof ArchivedEvent event) {
                found.add(event);
            }
        });
        return found;
    }
}
