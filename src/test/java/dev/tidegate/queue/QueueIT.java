package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.TriggerSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From acceptance to the released message, on a real Redis. */
class QueueIT {
    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private static final int INTAKES = QueueStation.INTAKES;
    private static final int PARTITIONS = QueueStation.PARTITIONS;

    private QueueStation station;

    @BeforeEach
    void start() {
        start(1_000_000);
    }

    private void start(long mostQueued) {
        station = QueueStation.idle(server, vertx, mostQueued, cart(), welcome());
    }

    @Test
    void accepts_an_event_once() {
        Event event = event("a", "customer_created", "jo@shop.example", Map.of());

        assertThat(station.store(event)).containsExactly(new Receipt.Accepted(event.id()));
        assertThat(station.store(event)).containsExactly(new Receipt.Duplicate(event.id()));
        assertThat(station.store(event("a", "customer_created", "jo@shop.example", Map.of("other", "content"))))
                .containsExactly(new Receipt.Conflict(event.id()));

        int intake = event.id().intake(INTAKES);
        assertThat(server.cli("XLEN", station.keys.intake(intake).name())).isEqualTo("1");
        Quarantine.Page page = VertxForTests.call(
                station.context, () -> new Quarantine(station.redis, station.keys, INTAKES).list(10, null));
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.eventId()).isEqualTo(event.id());
            assertThat(item.reason()).isEqualTo("conflict");
        });
    }

    @Test
    void refuses_what_is_beyond_the_limit_and_forgets_nothing_about_it() {
        start(INTAKES);
        Event first = event("0", "customer_created", "jo@shop.example", Map.of());
        Event second = inTheSameIntakeAs(first);

        assertThat(station.store(first, second))
                .containsExactly(new Receipt.Accepted(first.id()), new Receipt.Overloaded());
        assertThat(server.cli(
                        "EXISTS",
                        station.keys
                                .dedup(second.id().intake(INTAKES), second.id())
                                .name()))
                .isEqualTo("0");
    }

    @Test
    void releases_a_message_for_an_event_at_once() {
        station.work();
        Event event = event("w", "customer_created", "jo@shop.example", Map.of());

        station.store(event);

        Awaitility.await().untilAsserted(() -> assertThat(station.released).hasSize(1));
        assertThat(station.released.getFirst().trigger()).isEqualTo("welcome");
        assertThat(station.released.getFirst().event().id()).isEqualTo(event.id());
        Awaitility.await().untilAsserted(() -> {
            assertThat(trace(event).orElseThrow().verdicts())
                    .extracting(Verdict::outcome)
                    .containsExactly(Verdict.Outcome.FIRED);
        });
    }

    @Test
    void sends_after_the_wait_and_only_once() {
        station.work();

        station.store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));
        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart fired"));
        assertThat(station.released).extracting(Message::trigger).containsExactly("cart");
        assertThat(server.cli("DBSIZE")).isNotEmpty();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(server.cli("ZCARD", station.keys.timers(partition).name()))
                    .isEqualTo("0");
            assertThat(server.cli("XLEN", station.keys.partition(partition).name()))
                    .isEqualTo("0");
        }
    }

    @Test
    void an_order_under_another_address_cancels_by_the_token() {
        station.work();

        station.store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));
        station.store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart cancelled"));
        assertThat(station.released).isEmpty();
    }

    @Test
    void an_order_that_came_before_its_checkout_cancels_too() {
        station.work();

        station.store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));
        station.store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart cancelled"));
        assertThat(station.released).isEmpty();
    }

    @Test
    void an_order_accepted_while_nobody_worked_still_cancels_a_due_run() {
        station.work();
        station.store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));
        station.leave();
        station.store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().until(this::cartIsDue);

        station.work();

        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("cart cancelled"));
        assertThat(station.released).isEmpty();
    }

    @Test
    void one_unreadable_customer_holds_up_nobody_else() {
        station.work();
        Event first = event("1", "customer_created", "jo@shop.example", Map.of());
        station.store(first);
        Awaitility.await().untilAsserted(() -> assertThat(station.decided).contains("welcome fired"));
        ProfileId jo = new ProfileId(profileOf(first).orElseThrow());
        int partition = jo.partition(PARTITIONS);
        station.leave();
        server.cli("SET", station.keys.profile(partition, jo).name(), "{\"f\":99}");
        server.cli(
                "XADD", station.keys.partition(partition).name(), "*", "k", "z", "p", jo.value(), "r", "", "e", "new");
        station.work();

        station.store(event("2", "customer_created", "jo@shop.example", Map.of()));
        for (int i = 0; i < 3 * PARTITIONS; i++) {
            station.store(event("other" + i, "customer_created", "c" + i + "@shop.example", Map.of()));
        }

        Awaitility.await().untilAsserted(() -> assertThat(station.released).hasSize(1 + 3 * PARTITIONS));
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                server.cli("XLEN", station.keys.aside(partition).name()))
                        .isEqualTo("2"));
    }

    @Test
    void knows_one_customer_by_all_identifiers() {
        station.work();
        Event first = customer("1", new Customer("c1", "shop", "jo@shop.example", null, null));
        Event second = customer("2", new Customer(null, "shop", "JO@shop.example", "+493012345678", null));
        Event third = customer("3", new Customer(null, "shop", null, "+493012345678", null));

        for (Event event : List.of(first, second, third)) {
            station.store(event);
            Awaitility.await().untilAsserted(() -> assertThat(profileOf(event)).isPresent());
        }

        assertThat(profileOf(second)).isEqualTo(profileOf(first));
        assertThat(profileOf(third)).isEqualTo(profileOf(first));
    }

    @Test
    void a_browser_becomes_the_customer_who_uses_it_but_not_the_next_one() {
        station.work();
        Event anonymous = customer("1", new Customer(null, "shop", null, null, "browser"));
        Event known = customer("2", new Customer(null, "shop", "jo@shop.example", null, "browser"));
        Event other = customer("3", new Customer(null, "shop", "al@shop.example", null, "browser"));

        for (Event event : List.of(anonymous, known, other)) {
            station.store(event);
            Awaitility.await().untilAsserted(() -> assertThat(profileOf(event)).isPresent());
        }

        assertThat(profileOf(known)).isEqualTo(profileOf(anonymous));
        assertThat(profileOf(other)).isNotEqualTo(profileOf(known));
    }

    private Optional<EventTrace> trace(Event event) {
        return VertxForTests.call(
                station.context, () -> new EventTraces(station.redis, station.keys, station.settings).find(event.id()));
    }

    private Optional<String> profileOf(Event event) {
        return trace(event).map(EventTrace::profile).map(Object::toString);
    }

    private boolean cartIsDue() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String due = server.cli(
                    "ZCOUNT",
                    station.keys.timers(partition).name(),
                    "-inf",
                    String.valueOf(System.currentTimeMillis()));
            if (!due.equals("0")) {
                return true;
            }
        }
        return false;
    }

    private static Event event(String id, String type, @Nullable String email, Map<String, Object> properties) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                type,
                now(),
                now(),
                id,
                new Customer(null, "shop", email, null, null),
                properties,
                Map.of(),
                List.of(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, now())));
    }

    private static Event customer(String id, Customer customer) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                "product_viewed",
                now(),
                now(),
                id,
                customer,
                Map.of("value", new BigDecimal("12.50")),
                Map.of(),
                List.of());
    }

    private static Event inTheSameIntakeAs(Event other) {
        for (int i = 1; ; i++) {
            Event event = event(String.valueOf(i), "customer_created", "jo@shop.example", Map.of());
            if (event.id().intake(INTAKES) == other.id().intake(INTAKES)) {
                return event;
            }
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static TriggerSettings cart() {
        return trigger("cart", List.of("checkout_started"), Duration.ofMillis(400), MessageClass.MARKETING);
    }

    private static TriggerSettings welcome() {
        return trigger("welcome", List.of("customer_created"), Duration.ZERO, MessageClass.TRANSACTIONAL);
    }

    private static TriggerSettings trigger(String name, List<String> on, Duration wait, MessageClass messageClass) {
        return new TriggerSettings(
                name,
                on,
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("order_completed", null)),
                List.of("checkout_token"),
                TriggerSettings.OnRepeat.RESTART,
                null,
                messageClass,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(wait, null, List.of(new TriggerSettings.Send("sink", "Mail", null)))));
    }
}
