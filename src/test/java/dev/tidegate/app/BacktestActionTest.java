package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.cli.Actions.Trial;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.archive.WrittenArchive;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestActionTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String TRIGGER = """
        triggers:
          cart:
            on: [checkout_started]
            wait: %s
            unless: [order_completed]
            message_class: transactional
            send: [{to: lab, as: Cart}]
        """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SettingsReader reader = new SettingsReader(Map.<String, String>of()::get, Sources::prepare);

    @BeforeEach
    void configure() throws IOException {
        file("gateway.yaml", "archive: {directory: '" + directory.resolve("archive") + "'}\n");
        file("sources.yaml", "sources: {}\n");
        file("destinations.yaml", "destinations: {lab: {type: simulator}}\n");
        file("triggers.yaml", TRIGGER.replace("%s", "10m"));
        file("new.yaml", TRIGGER.replace("%s", "30m"));
    }

    @Test
    void tells_what_would_have_happened_and_the_difference() throws IOException {
        WrittenArchive archive = new WrittenArchive(directory.resolve("archive"));
        archive.add(new ProfileId("jo"), event("checkout_started", "jo", NOON));
        archive.add(new ProfileId("sam"), event("checkout_started", "sam", NOON));
        archive.add(new ProfileId("jo"), event("order_completed", "jo", NOON.plusSeconds(1_200)));
        archive.close();

        assertThat(run("new.yaml")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("""
            3 events replayed; from the beginning to 2026-11-24T13:00:00Z:

            cart: 1 messages to 1 customers
              fired                     1
              waiting                   2
              cancelled                 1

            who would have got what:
              2026-11-24T12:30:00.000Z  profile sam: cart step 1, "Cart" to lab

            difference to the triggers in force:
              cart: 0 messages more, 1 fewer, 1 the same
            """);
    }

    @Test
    void each_file_has_its_own_segments() throws IOException {
        file("triggers.yaml", ofBuyers("profile.orders_count >= 9"));
        file("new.yaml", ofBuyers("profile.orders_count >= 1"));
        WrittenArchive archive = new WrittenArchive(directory.resolve("archive"));
        archive.add(new ProfileId("jo"), event("order_completed", "jo", NOON));
        archive.add(new ProfileId("jo"), event("checkout_started", "jo", NOON.plusSeconds(60)));
        archive.add(new ProfileId("sam"), event("checkout_started", "sam", NOON.plusSeconds(60)));
        archive.close();

        assertThat(run("new.yaml")).isZero();

        assertThat(out.toString())
                .contains("cart: 1 messages to 1 customers", "condition_false           1", "cart: 1 messages more");
    }

    private static String ofBuyers(String condition) {
        return "segments: {buyers: " + condition + "}\n"
                + TRIGGER.replace("%s", "10m").replace("unless:", "if: segments.buyers\n    unless:");
    }

    @Test
    void refuses_triggers_that_are_not_valid() throws IOException {
        Files.createDirectories(directory.resolve("archive"));
        file("new.yaml", TRIGGER.replace("%s", "30m").replace("to: lab", "to: moon"));

        assertThat(run("new.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("new.yaml:7:", "is no destination of destinations.yaml");
        assertThat(run("missing.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("missing.yaml:1:1 file: does not exist");
    }

    @Test
    void says_when_there_is_no_archive() throws IOException {
        assertThat(run("new.yaml")).isEqualTo(1);
        file("gateway.yaml", "intakes: 16\n");
        assertThat(run("new.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("does not exist", "gateway.yaml has no archive");
    }

    private int run(String triggers) {
        if (reader.read(directory, Optional.empty()) instanceof SettingsResult.Valid valid) {
            Trial trial = new Trial(directory.resolve(triggers), Optional.empty(), Optional.empty());
            return new BacktestAction(reader, () -> NOON.plusSeconds(3_600))
                    .run(valid, trial, new Console(new PrintWriter(out), new PrintWriter(err)));
        }
        throw new AssertionError(reader.read(directory, Optional.empty()));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private static Event event(String type, String customer, Instant at) {
        String id = type + customer;
        return new Event(
                EventId.of("shop", id),
                "shop",
                type,
                at,
                at,
                id,
                new Customer(null, "shop", customer + "@shop.example", null, null),
                Map.of(),
                Map.of(),
                List.of());
    }
}
