package dev.tidegate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.WrittenArchive;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.ErasureEvent;
import dev.tidegate.queue.QueueStation;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.ConsentPolicy;
import dev.tidegate.trigger.Frequency;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.QuietHours;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class BacktestIT {
    private static final Duration WAIT = Duration.ofSeconds(3);

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    private Path directory;

    private final TriggerSettings cart = trigger("cart", "checkout_started", WAIT, "order_completed", null);
    private final TriggerSettings view = trigger(
            "view",
            "product_viewed",
            Duration.ZERO,
            null,
            new TriggerSettings.Cooldown(WAIT.multipliedBy(100), List.of()));
    private final TriggerSettings search = trigger("search", "product_searched", Duration.ZERO, null, null);
    private final Policy policy = policy();
    private @Nullable QueueStation station;
    private int told;

    @Test
    void gives_the_outcomes_that_the_live_path_gave() throws IOException {
        QueueStation live = new QueueStation(server, vertx, policy, cart, view, search);
        station = live;
        tell("customer_updated", "jo@shop.example", "", grant());
        tell("checkout_started", "jo@shop.example", "c1", List.of());
        tell("checkout_started", "jo@shop.example", "c2", List.of());
        tell("order_completed", "jo@shop.example", "c2", List.of());
        tell("product_viewed", "jo@shop.example", "", List.of());
        tell("product_viewed", "jo@shop.example", "", List.of());
        tell("product_searched", "jo@shop.example", "", List.of());
        tell("product_searched", "jo@shop.example", "", List.of());
        tell("checkout_started", "sam@shop.example", "c3", grant());
        tell("order_completed", "kim@shop.example", "c3", List.of());
        tell("product_viewed", "kim@shop.example", "", List.of());
        tell("customer_updated", "night@shop.example", "", grant());
        tell("product_viewed", "night@shop.example", "", List.of());
        tell("checkout_started", "lee@shop.example", "c4", grant());
        tell("checkout_started", "lee@shop.example", "c4", List.of());
        tell("email_complained", "lee@shop.example", "", List.of());
        tell("unsubscribed", "jo@shop.example", "", List.of());
        tell("product_searched", "jo@shop.example", "", List.of());
        await().until(() -> live.decided.stream()
                        .filter(text -> text.equals("cart no_consent") || text.equals("cart suppressed"))
                        .count()
                >= 2);

        Tally tally = replayed(live);

        Map<String, Long> replayed = outcomes(tally.totals());
        assertThat(replayed)
                .isEqualTo(live.decided.stream().collect(Collectors.groupingBy(text -> text, Collectors.counting())));
        assertThat(Stream.of("cart", "view", "search").flatMap(name -> tally.messages(name).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        live.released.stream().map(Message::id).toList());
        assertThat(replayed)
                .containsKeys(
                        "cart cancelled",
                        "view fired",
                        "view cooldown",
                        "view quiet_hours",
                        "view no_consent",
                        "search capped");
    }

    @Test
    void a_recorded_run_with_merges_steps_holdout_and_an_erasure_comes_out_as_it_did() throws IOException {
        TriggerSettings[] inForce = {cart, view, search, welcome(), news()};
        QueueStation live = new QueueStation(server, vertx, policy, inForce);
        station = live;
        tell("customer_created", customer("al", "al@shop.example", null), "", grant());
        tell("customer_created", customer("bo", "bo@shop.example", null), "", grant());
        tell("order_completed", customer("bo", null, null), "", List.of());
        tell("customer_updated", customer("mo", "mo@shop.example", null), "", grant());
        tell("customer_updated", customer("mi", "mi@shop.example", null), "", grant());
        tell("checkout_started", customer(null, null, "browser-1"), "m1", List.of());
        tell("checkout_started", customer(null, null, "browser-2"), "m2", List.of());
        tell("page_viewed", customer("mo", null, "browser-1"), "", List.of());
        tell("page_viewed", customer("mi", null, "browser-2"), "", List.of());
        await().until(() -> live.merged.size() == 2);
        tell("order_completed", customer("mi", null, null), "m2", List.of());
        tell("product_viewed", customer("old", null, null), "", List.of());
        tell("product_viewed", customer(null, "twin@shop.example", null), "", grant());
        tell("product_viewed", customer(null, "twin@shop.example", null), "", List.of());
        tell("page_viewed", customer("old", "twin@shop.example", null), "", List.of());
        await().until(() -> live.merged.size() == 3);
        tell("product_viewed", customer("old", null, null), "", List.of());
        tell("product_searched", customer("old", null, null), "", List.of());
        tell("product_searched", customer("old", null, null), "", List.of());
        for (int i = 0; i < 20; i++) {
            tell("newsletter_read", customer(null, "reader-" + i + "@shop.example", null), "", List.of());
        }
        tell("customer_updated", customer("er", "er@shop.example", null), "", grant());
        tell("checkout_started", customer("er", null, null), "e1", List.of());
        ProfileId erased = live.archived.getLast().profile();
        live.store(ErasureEvent.of(erased, Instant.ofEpochMilli(System.currentTimeMillis())));
        told++;
        await().until(() -> live.archived.size() == told);
        tell("product_viewed", customer("er", "er@shop.example", null), "", List.of());
        tell("product_viewed", customer("night", "night@shop.example", null), "", grant());
        tell("checkout_started", customer("er", "er@shop.example", null), "e2", List.of());
        await().until(() -> live.decided.stream()
                        .filter(text -> text.equals("cart fired") || text.equals("cart suppressed"))
                        .count()
                == 2);

        record(live);
        Triggers triggers = new Triggers(List.of(inForce), policy, new TriggerExpressions());
        BacktestReport report = new Backtest(new ArchiveReader(directory), 1_000)
                .run(triggers, triggers, Instant.EPOCH, Instant.ofEpochMilli(System.currentTimeMillis()));

        Map<String, Long> replayed = outcomes(report.totals());
        assertThat(replayed)
                .isEqualTo(live.decided.stream().collect(Collectors.groupingBy(text -> text, Collectors.counting())));
        assertThat(report.messages())
                .extracting(BacktestReport.Message::id)
                .containsExactlyInAnyOrderElementsOf(
                        live.released.stream().map(Message::id).toList());
        assertThat(report.difference().values())
                .allMatch(difference -> difference.added() == 0 && difference.gone() == 0);
        assertThat(replayed)
                .containsKeys(
                        "cart cancelled",
                        "welcome cancelled",
                        "view cooldown",
                        "view quiet_hours",
                        "view no_address",
                        "cart suppressed",
                        "search capped",
                        "news fired",
                        "news holdout")
                .containsEntry("welcome fired", 3L)
                .containsEntry("cart fired", 1L);
    }

    private static Map<String, Long> outcomes(Map<String, BacktestReport.Totals> totals) {
        return totals.entrySet().stream()
                .flatMap(trigger -> trigger.getValue().outcomes().entrySet().stream()
                        .map(outcome -> Map.entry(
                                trigger.getKey() + " " + outcome.getKey().label(), outcome.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void record(QueueStation live) throws IOException {
        WrittenArchive archive = new WrittenArchive(directory);
        for (QueueStation.Decided decided : List.copyOf(live.archived)) {
            archive.add(decided.profile(), decided.event());
        }
        for (QueueStation.Merged merged : List.copyOf(live.merged)) {
            archive.merged(merged.into(), merged.profile(), merged.at());
        }
        archive.close();
    }

    private Tally replayed(QueueStation live) throws IOException {
        record(live);
        Tally tally = new Tally(Instant.MIN);
        Replay replay = new Replay(new Triggers(List.of(cart, view, search), policy, new TriggerExpressions()), tally);
        new ArchiveReader(directory).read(Instant.MIN, Instant.MAX, replay::replay);
        replay.advance(Instant.ofEpochMilli(System.currentTimeMillis()));
        return tally;
    }

    /** Each is decided before the next is received, as the order of two within a moment is nobody's to say. */
    private void tell(String type, String email, String token, List<ConsentChange> consents) {
        tell(type, customer(null, email, null), token, consents);
    }

    private static Customer customer(@Nullable String id, @Nullable String email, @Nullable String browser) {
        return new Customer(id, "shop", email, null, browser);
    }

    private void tell(String type, Customer customer, String token, List<ConsentChange> consents) {
        QueueStation live = java.util.Objects.requireNonNull(station);
        String id = "e" + told++;
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        Map<String, Object> properties = token.isEmpty() ? Map.of() : Map.of("checkout_token", token);
        Map<String, Object> context = String.valueOf(customer.email()).startsWith("night")
                ? Map.of("timezone", "Etc/GMT-7")
                : Map.of("timezone", "Etc/UTC");
        live.store(
                new Event(EventId.of("shop", id), "shop", type, now, now, id, customer, properties, context, consents));
        int count = told;
        await().until(() -> live.archived.size() == count);
    }

    private static List<ConsentChange> grant() {
        return List.of(new ConsentChange(
                Channel.EMAIL, ConsentState.GRANTED, Instant.ofEpochMilli(System.currentTimeMillis())));
    }

    /** Two a day, and quiet hours that hold now for a customer seven hours ahead of UTC and for nobody else here. */
    private static Policy policy() {
        LocalTime now = LocalTime.ofInstant(Instant.ofEpochMilli(System.currentTimeMillis()), ZoneOffset.UTC);
        QuietHours quiet =
                new QuietHours(now.plusHours(6), now.plusHours(9), null, ZoneId.of("Etc/UTC"), QuietHours.Then.DEFER);
        return new Policy(
                ConsentPolicy.OPT_IN, new Frequency(List.of(new Frequency.Cap("daily", 2, Duration.ofDays(1))), quiet));
    }

    private static TriggerSettings trigger(
            String name,
            String on,
            Duration wait,
            @Nullable String unless,
            TriggerSettings.@Nullable Cooldown cooldown) {
        List<TriggerSettings.Unless> cancels = new ArrayList<>();
        if (unless != null) {
            cancels.add(new TriggerSettings.Unless(unless, null));
        }
        return new TriggerSettings(
                name,
                List.of(on),
                TriggerSettings.Mode.LIVE,
                null,
                cancels,
                unless == null ? List.of() : List.of("checkout_token"),
                TriggerSettings.OnRepeat.RESTART,
                cooldown,
                MessageClass.MARKETING,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(wait, null, List.of(new TriggerSettings.Send("lab", "Mail", null)))));
    }

    /** Two messages to those who have not ordered between them. */
    private static TriggerSettings welcome() {
        TriggerSettings.Send mail = new TriggerSettings.Send("lab", "Mail", null);
        return new TriggerSettings(
                "welcome",
                List.of("customer_created"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("order_completed", null)),
                List.of(),
                TriggerSettings.OnRepeat.KEEP,
                null,
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(
                        new TriggerSettings.Step(Duration.ZERO, null, List.of(mail)),
                        new TriggerSettings.Step(WAIT, "profile.orders_count == 0", List.of(mail))));
    }

    /** Half of all readers get it. */
    private static TriggerSettings news() {
        return new TriggerSettings(
                "news",
                List.of("newsletter_read"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(),
                List.of(),
                TriggerSettings.OnRepeat.KEEP,
                null,
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                TriggerSettings.WHOLE / 2,
                List.of(new TriggerSettings.Step(
                        Duration.ZERO, null, List.of(new TriggerSettings.Send("lab", "News", null)))));
    }
}
