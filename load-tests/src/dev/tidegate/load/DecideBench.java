package dev.tidegate.load;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.trigger.Considered;
import dev.tidegate.trigger.Decider;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Facts;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What deciding costs, alone in one thread and without Redis: rounds of each case in changing order, after all of them have
 * run warm; medians over the rounds.
 */
public final class DecideBench {
    private static final int TRIGGERS = 1000;
    private static final int WARM_ROUNDS = 15;
    private static final int ROUNDS = 21;
    private static final long ROUND_NANOS = 100_000_000;

    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");
    private static final Event EVENT = event();
    private static final Profile PROFILE = profile();

    /** What is decided is added up here, so that the compiler cannot leave the work out. */
    private static long verdicts;

    /**
     * One case.
     *
     * @param expected verdicts an event
     */
    private record Case(String name, Decider decider, int expected, List<Double> nanos) {}

    private DecideBench() {}

    public static void main(String[] args) {
        List<Case> cases = List.of(
                of(
                        "1000 triggers on other types",
                        0,
                        i -> trigger(i, "type_" + i % 50, "event.properties.value > 1.0")),
                of(
                        "1000 triggers, 20 on this type, none true",
                        0,
                        i -> trigger(
                                i,
                                i % 50 == 0 ? "checkout_started" : "type_" + i % 50,
                                "event.properties.value > " + (1000 + i) + ".0")),
                of(
                        "1000 triggers on this type, none true",
                        0,
                        i -> trigger(i, "checkout_started", "event.properties.value > " + (1000 + i) + ".0")),
                of(
                        "1000 triggers, one on this type, fires",
                        1,
                        i -> trigger(
                                i,
                                i == 500 ? "checkout_started" : "type_" + i % 50,
                                "event.properties.value >= 20.0")));
        Orders.listen(() -> {});
        List<Case> order = new ArrayList<>(cases);
        Random random = new Random(20261124);
        for (int round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (Case one : order) {
                double nanos = round(one);
                if (round >= WARM_ROUNDS) {
                    one.nanos().add(nanos);
                }
            }
        }
        System.out.printf(
                "one event, one customer, one thread; us a decision, median of %d rounds (least to most)%n", ROUNDS);
        for (Case one : cases) {
            System.out.printf(
                    Locale.ROOT,
                    "%-45s %s%n",
                    one.name(),
                    Medians.of(one.nanos(), nanos -> nanos / 1000).show("%.3f"));
        }
        System.out.println();
    }

    private static double round(Case one) {
        long start = System.nanoTime();
        long before = verdicts;
        long count = 0;
        long now = start;
        while (now - start < ROUND_NANOS) {
            for (int i = 0; i < 20; i++) {
                Considered considered = one.decider().considerEvent(EVENT, PROFILE, Journey.EMPTY, NOW);
                considered.needs();
                Decision decision = considered.decide(Facts.NONE);
                verdicts += decision.messages().size();
            }
            count += 20;
            now = System.nanoTime();
        }
        if (verdicts - before != count * one.expected()) {
            throw new IllegalStateException(
                    one.name() + ": " + (verdicts - before) + " messages from " + count + " events");
        }
        return (now - start) / (double) count;
    }

    private static Case of(String name, int expected, IntFunction<TriggerSettings> trigger) {
        List<TriggerSettings> settings =
                IntStream.range(0, TRIGGERS).mapToObj(trigger).toList();
        return new Case(
                name,
                new Decider(new Triggers(settings, Policy.STANDARD, new TriggerExpressions())),
                expected,
                new ArrayList<>());
    }

    private static TriggerSettings trigger(int number, String on, String condition) {
        return new TriggerSettings(
                "trigger-" + number,
                List.of(on),
                TriggerSettings.Mode.LIVE,
                condition + " && profile.orders_count < 50",
                List.of(),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                null,
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        Duration.ZERO,
                        null,
                        List.of(new TriggerSettings.Send(
                                "sink",
                                "Trigger " + number,
                                Map.of(
                                        "value",
                                        "event.properties.value",
                                        "token",
                                        "event.properties.checkout_token"))))));
    }

    private static Profile profile() {
        Map<String, String> ids = Map.of("shop", "6000000001");
        List<String> emails = List.of("jo@bench.example");
        return new Profile(
                new ProfileId("AAAAAAAAAAAAAAAAAAAAAA"),
                NOW,
                ids,
                emails,
                List.of(),
                List.of(),
                Map.of("first_name", "Jo"),
                Map.of(),
                Map.of(),
                3,
                Map.of("EUR", new BigDecimal("310.50")),
                NOW,
                NOW,
                NOW,
                7);
    }

    private static Event event() {
        return new Event(
                EventId.of("shop", "1"),
                "shop",
                "checkout_started",
                NOW.minusSeconds(2),
                NOW.minusSeconds(1),
                "1",
                new Customer("6000000001", "shop", "jo@bench.example", null, null),
                Map.of(
                        "checkout_token", "0123456789abcdef0123456789abcdef",
                        "cart_token", "fedcba9876543210fedcba9876543210",
                        "value", new BigDecimal("129.90"),
                        "currency", "EUR",
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
