package dev.tidegate.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.WrittenArchive;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict.Outcome;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant EVENING = NOON.plus(Duration.ofHours(6));

    @TempDir
    private Path directory;

    @Test
    void what_happened_before_the_period_has_its_effect_and_does_not_count() throws IOException {
        record(event("a", NOON), event("b", NOON.plusSeconds(60)));

        BacktestReport report = run(trigger(Duration.ofHours(1)), trigger(Duration.ofHours(1)), NOON.plusSeconds(30));

        assertThat(report.events()).isEqualTo(2);
        assertThat(report.totals().get("view"))
                .isEqualTo(new BacktestReport.Totals(Map.of(Outcome.COOLDOWN, 1L), 0, 0));
    }

    @Test
    void tells_which_messages_would_be_more_and_which_fewer() throws IOException {
        record(event("a", NOON), event("b", NOON.plusSeconds(600)), event("c", NOON.plusSeconds(3_600)));

        BacktestReport report = run(trigger(Duration.ofMinutes(5)), trigger(Duration.ofHours(1)), Instant.EPOCH);

        assertThat(report.difference()).containsExactly(Map.entry("view", new BacktestReport.Difference(2, 1, 0)));
    }

    @Test
    void of_nothing_comes_nothing() throws IOException {
        BacktestReport report = run(trigger(Duration.ofHours(1)), trigger(Duration.ofHours(1)), Instant.EPOCH);

        assertThat(report.events()).isZero();
        assertThat(report.totals()).isEmpty();
        assertThat(report.difference()).isEmpty();
    }

    private void record(Event... events) throws IOException {
        WrittenArchive archive = new WrittenArchive(directory);
        for (Event event : events) {
            archive.add(new ProfileId("jo"), event);
        }
        archive.close();
    }

    private BacktestReport run(Triggers candidate, Triggers inForce, Instant from) throws IOException {
        return new Backtest(new ArchiveReader(directory), 1_000).run(candidate, inForce, from, EVENING);
    }

    private static Event event(String id, Instant at) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                "product_viewed",
                at,
                at,
                id,
                new Customer(null, "shop", "jo@shop.example", null, null),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Triggers trigger(Duration cooldown) {
        TriggerSettings settings = new TriggerSettings(
                "view",
                List.of("product_viewed"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                new TriggerSettings.Cooldown(cooldown, List.of()),
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        Duration.ZERO, null, List.of(new TriggerSettings.Send("lab", "Mail", null)))));
        return new Triggers(List.of(settings), Policy.STANDARD, new TriggerExpressions());
    }
}
