package dev.tidegate.load;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.backtest.Backtest;
import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * How fast a backtest goes: one hour of a made-up store from one file, tried against the same triggers, so that each event
 * is decided twice. Medians over the rounds after the first ones.
 */
public final class BacktestBench {
    private static final int EVENTS = 200_000;
    private static final int CUSTOMERS = 20_000;
    private static final int WARM_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final Instant START = Instant.parse("2026-11-24T01:00:00Z");
    private static final List<String> TYPES =
            List.of("product_viewed", "product_viewed", "product_viewed", "checkout_started", "order_completed");

    private record Round(double eventsPerSecond, double cpuMicros) {}

    private BacktestBench() {}

    public static void main(String[] args) throws IOException {
        Orders.listen(() -> {});
        Path directory = Files.createTempDirectory("tidegate-backtest");
        Path file = directory.resolve("events-20261124T010000000Z-bench.gz");
        try {
            write(file);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < WARM_ROUNDS + ROUNDS; i++) {
                Round round = round(directory);
                if (i >= WARM_ROUNDS) {
                    rounds.add(round);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d events of %d customers, decided twice; median of %d rounds (least to most)%n"
                            + "events a second        %s%n"
                            + "us of one CPU an event %s%n%n",
                    EVENTS,
                    CUSTOMERS,
                    ROUNDS,
                    Medians.of(rounds, Round::eventsPerSecond).show("%.0f"),
                    Medians.of(rounds, Round::cpuMicros).show("%.1f"));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static Round round(Path directory) throws IOException {
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        BacktestReport report = new Backtest(new ArchiveReader(directory), CUSTOMERS)
                .run(triggers(), triggers(), Instant.EPOCH, START.plus(Duration.ofDays(1)));
        double micros = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000.0;
        double seconds = (System.nanoTime() - start) / 1e9;
        if (report.events() != EVENTS || report.totals().size() != 2) {
            throw new IllegalStateException("not the events that were written: " + report.events());
        }
        return new Round(EVENTS / seconds, micros / EVENTS);
    }

    private static Triggers triggers() {
        return new Triggers(
                List.of(
                        trigger("cart", "checkout_started", Duration.ofMinutes(30), "order_completed"),
                        trigger("view", "product_viewed", Duration.ofHours(2), "checkout_started")),
                Policy.STANDARD,
                new TriggerExpressions());
    }

    private static TriggerSettings trigger(String name, String on, Duration wait, String unless) {
        return new TriggerSettings(
                name,
                List.of(on),
                TriggerSettings.Mode.LIVE,
                "event.properties.value > 20.0 && profile.orders_count < 50",
                List.of(new TriggerSettings.Unless(unless, null)),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                new TriggerSettings.Cooldown(Duration.ofHours(12), List.of()),
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(wait, null, List.of(new TriggerSettings.Send("sink", "Mail", null)))));
    }

    private static void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < EVENTS; i++) {
                int customer = (int) (i * 7_919L % CUSTOMERS);
                String profile = String.format(Locale.ROOT, "%022d", customer);
                out.write(("1 " + new ProfileId(profile).value() + " ").getBytes(StandardCharsets.US_ASCII));
                out.write(EventCodec.encode(event(i, customer)).bytes());
                out.write('\n');
            }
        }
    }

    private static Event event(int number, int customer) {
        Instant at = START.plusMillis(number * Duration.ofHours(1).toMillis() / EVENTS);
        String id = "event-" + number;
        return new Event(
                EventId.of("shop", id),
                "shop",
                TYPES.get(number / CUSTOMERS % TYPES.size()),
                at,
                at,
                id,
                new Customer("id-" + customer, "shop", "c" + customer + "@bench.example", null, null),
                Map.of(
                        "checkout_token",
                        "token-" + customer,
                        "value",
                        new BigDecimal("129.90"),
                        "currency",
                        "EUR",
                        "products",
                        List.of(Map.of(
                                "product_id",
                                "632910392",
                                "name",
                                "Desk Lamp",
                                "price",
                                new BigDecimal("64.95"),
                                "quantity",
                                2L))),
                Map.of(),
                List.of());
    }
}
