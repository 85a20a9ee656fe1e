package dev.tidegate.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.WrittenArchive;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.trigger.ConsentPolicy;
import dev.tidegate.trigger.Frequency;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Run by hand with {@code -Dtidegate.benchmark=true}. */
@EnabledIfSystemProperty(named = "tidegate.benchmark", matches = "true")
final class ReplaySpeedTest {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaySpeedTest.class);
    private static final int EVENTS = 400_000;
    private static final int CUSTOMERS = 50_000;
    private static final List<String> TYPES =
            List.of("product_viewed", "checkout_started", "product_viewed", "order_completed", "page_viewed");

    @TempDir
    private Path directory;

    @Test
    void replays_more_than_twenty_thousand_events_a_second() throws IOException {
        Random random = new Random(1);
        WrittenArchive archive = new WrittenArchive(directory);
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        for (int i = 0; i < EVENTS; i++) {
            archive.add(new ProfileId("p" + i % CUSTOMERS), event(i, random, start.plusMillis(i * 500L)));
        }
        archive.close();
        Policy policy = new Policy(
                ConsentPolicy.OPT_IN, new Frequency(List.of(new Frequency.Cap("daily", 2, Duration.ofDays(1))), null));
        Triggers triggers = new Triggers(List.of(trigger()), policy, new TriggerExpressions());

        long began = System.nanoTime();
        BacktestReport report = new Backtest(new ArchiveReader(directory))
                .run(triggers, triggers, Instant.EPOCH, start.plus(Duration.ofDays(30)));
        long perSecond = EVENTS * 1_000_000_000L / (System.nanoTime() - began);

        LOG.info("replayed events a second, beside the triggers in force: {} totals={}", perSecond, report.totals());
        assertThat(perSecond).isGreaterThan(20_000);
    }

    private static Event event(int number, Random random, Instant at) {
        String id = "e" + number;
        String customer = "c" + number % CUSTOMERS;
        return new Event(
                EventId.of("shop", id),
                "shop",
                TYPES.get(random.nextInt(TYPES.size())),
                at,
                at,
                id,
                new Customer(customer, "shop", customer + "@shop.example", null, null),
                Map.of(
                        "checkout_token",
                        "t" + number % CUSTOMERS,
                        "currency",
                        "EUR",
                        "items",
                        List.of(
                                Map.of(
                                        "sku",
                                        "a" + random.nextInt(1_000),
                                        "name",
                                        "a fine pair of shoes",
                                        "quantity",
                                        1L),
                                Map.of("sku", "b" + random.nextInt(1_000), "name", "a blue jumper", "quantity", 2L))),
                Map.of("locale", "de", "timezone", "Europe/Berlin", "user_agent", "Mozilla/5.0 (X11; Linux x86_64)"),
                List.of(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, at)));
    }

    private static TriggerSettings trigger() {
        return new TriggerSettings(
                "cart",
                List.of("checkout_started"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("order_completed", null)),
                List.of("checkout_token"),
                TriggerSettings.OnRepeat.RESTART,
                new TriggerSettings.Cooldown(Duration.ofHours(6), List.of()),
                MessageClass.MARKETING,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        Duration.ofMinutes(30), null, List.of(new TriggerSettings.Send("lab", "Mail", null)))));
    }
}
