package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import io.vertx.core.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
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

    private static final int INTAKES = 4;
    private static final int PARTITIONS = 8;

    private final Keys keys = new Keys("t");
    private final List<Message> released = new CopyOnWriteArrayList<>();
    private final List<MessageId> withdrawn = new CopyOnWriteArrayList<>();
    private final List<String> decided = new CopyOnWriteArrayList<>();
    private Context context;
    private RedisRouter redis;
    private QueueSettings settings;
    private Acceptance acceptance;
    private DecideRole role;
    private EventTraces traces;

    @BeforeEach
    void start() {
        start(1_000_000, cart(), welcome());
    }

    private void start(long maxQueued, TriggerSettings... definitions) {
        context = vertx.eventLoop();
        redis = new RedisRouter(context, server.settings(), RandomGenerator.getDefault(), RedisObserver.NONE);
        VertxForTests.await(redis.connect());
        settings = new QueueSettings(
                INTAKES,
                PARTITIONS,
                Duration.ofHours(24),
                Map.of(),
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofDays(400),
                maxQueued);
        Triggers triggers = new Triggers(List.of(definitions), Policy.STANDARD, new TriggerExpressions());
        traces = new EventTraces(redis, keys, settings);
        role = new DecideRole(
                vertx.get(),
                redis,
                keys,
                settings,
                () -> triggers,
                System::currentTimeMillis,
                RandomGenerator.getDefault(),
                new Released(),
                (trigger, outcome) -> decided.add(trigger + " " + outcome.label()),
                DecidedEvents.IGNORED,
                Completions.NONE,
                name -> {},
                partition -> {},
                partition -> {});
        acceptance = new Acceptance(
                context,
                redis,
                keys,
                settings,
                RandomGenerator.getDefault(),
                () -> false,
                intake -> {
                    boolean unused = role.ringIntake(intake);
                },
                name -> {});
    }

    private void work() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            server.cli("SET", keys.decideOwner(partition).name(), "1:me");
        }
        context.runOnContext(v -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                role.takePartition(partition, new Ownership("1:me"));
            }
            for (int intake = 0; intake < INTAKES; intake++) {
                role.takeIntake(intake);
            }
        });
    }

    @CanIgnoreReturnValue
    private List<Receipt> store(Event... events) {
        return VertxForTests.call(context, () -> acceptance.store(List.of(events)));
    }

    @Test
    void accepts_an_event_once() {
        Event event = event("a", "customer_created", "jo@shop.example", Map.of());

        assertThat(store(event)).containsExactly(new Receipt.Accepted(event.id()));
        assertThat(store(event)).containsExactly(new Receipt.Duplicate(event.id()));
        assertThat(store(event("a", "customer_created", "jo@shop.example", Map.of("other", "content"))))
                .containsExactly(new Receipt.Conflict(event.id()));

        int intake = event.id().intake(INTAKES);
        assertThat(server.cli("XLEN", keys.intake(intake).name())).isEqualTo("1");
        Quarantine.Page page = VertxForTests.call(context, () -> new Quarantine(redis, keys, INTAKES).list(10, null));
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.eventId()).isEqualTo(event.id());
            assertThat(item.reason()).isEqualTo("conflict");
        });
    }

    @Test
    void refuses_what_is_beyond_the_limit_and_forgets_nothing_about_it() {
        start(INTAKES, cart());
        Event first = event("0", "customer_created", "jo@shop.example", Map.of());
        Event second = inTheSameIntakeAs(first);

        assertThat(store(first, second)).containsExactly(new Receipt.Accepted(first.id()), new Receipt.Overloaded());
        assertThat(server.cli(
                        "EXISTS",
                        keys.dedup(second.id().intake(INTAKES), second.id()).name()))
                .isEqualTo("0");
    }

    @Test
    void releases_a_message_for_an_event_at_once() {
        work();
        Event event = event("w", "customer_created", "jo@shop.example", Map.of());

        store(event);

        Awaitility.await().untilAsserted(() -> assertThat(released).hasSize(1));
        assertThat(released.getFirst().trigger()).isEqualTo("welcome");
        assertThat(released.getFirst().event().id()).isEqualTo(event.id());
        Awaitility.await().untilAsserted(() -> {
            Optional<EventTrace> trace = VertxForTests.call(context, () -> traces.find(event.id()));
            assertThat(trace.orElseThrow().verdicts())
                    .extracting(Verdict::outcome)
                    .containsExactly(Verdict.Outcome.FIRED);
        });
    }

    @Test
    void sends_after_the_wait_and_only_once() {
        work();

        store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart waiting"));
        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart fired"));
        assertThat(released).extracting(Message::trigger).containsExactly("cart");
        assertThat(server.cli("DBSIZE")).isNotEmpty();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(server.cli("ZCARD", keys.timers(partition).name())).isEqualTo("0");
            assertThat(server.cli("XLEN", keys.partition(partition).name())).isEqualTo("0");
        }
    }

    @Test
    void an_order_under_another_address_cancels_by_the_token() {
        work();

        store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart waiting"));
        store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart cancelled"));
        assertThat(released).isEmpty();
    }

    @Test
    void an_order_that_came_before_its_checkout_cancels_too() {
        work();

        store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));
        store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));

        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart cancelled"));
        assertThat(released).isEmpty();
    }

    @Test
    void an_order_accepted_while_nobody_worked_still_cancels_a_due_run() {
        work();
        store(event("c", "checkout_started", "jo@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart waiting"));
        VertxForTests.call(context, () -> leaveAll());
        store(event("o", "order_completed", "other@shop.example", Map.of("checkout_token", "t1")));
        Awaitility.await().until(this::cartIsDue);

        work();

        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("cart cancelled"));
        assertThat(released).isEmpty();
    }

    @Test
    void one_unreadable_customer_holds_up_nobody_else() {
        work();
        Event first = event("1", "customer_created", "jo@shop.example", Map.of());
        store(first);
        Awaitility.await().untilAsserted(() -> assertThat(decided).contains("welcome fired"));
        ProfileId jo = new ProfileId(profileOf(first).orElseThrow());
        int partition = jo.partition(PARTITIONS);
        VertxForTests.call(context, () -> leaveAll());
        server.cli("SET", keys.profile(partition, jo).name(), "{\"f\":99}");
        server.cli("XADD", keys.partition(partition).name(), "*", "k", "z", "p", jo.value(), "r", "", "e", "new");
        work();

        store(event("2", "customer_created", "jo@shop.example", Map.of()));
        for (int i = 0; i < 3 * PARTITIONS; i++) {
            store(event("other" + i, "customer_created", "c" + i + "@shop.example", Map.of()));
        }

        Awaitility.await().untilAsserted(() -> assertThat(released).hasSize(1 + 3 * PARTITIONS));
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                server.cli("XLEN", keys.aside(partition).name()))
                        .isEqualTo("2"));
    }

    @Test
    void knows_one_customer_by_all_identifiers() {
        work();
        Event first = customer("1", new Customer("c1", "shop", "jo@shop.example", null, null));
        Event second = customer("2", new Customer(null, "shop", "JO@shop.example", "+493012345678", null));
        Event third = customer("3", new Customer(null, "shop", null, "+493012345678", null));

        for (Event event : List.of(first, second, third)) {
            store(event);
            Awaitility.await().untilAsserted(() -> assertThat(profileOf(event)).isPresent());
        }

        assertThat(profileOf(second)).isEqualTo(profileOf(first));
        assertThat(profileOf(third)).isEqualTo(profileOf(first));
    }

    @Test
    void a_browser_becomes_the_customer_who_uses_it_but_not_the_next_one() {
        work();
        Event anonymous = customer("1", new Customer(null, "shop", null, null, "browser"));
        Event known = customer("2", new Customer(null, "shop", "jo@shop.example", null, "browser"));
        Event other = customer("3", new Customer(null, "shop", "al@shop.example", null, "browser"));

        for (Event event : List.of(anonymous, known, other)) {
            store(event);
            Awaitility.await().untilAsserted(() -> assertThat(profileOf(event)).isPresent());
        }

        assertThat(profileOf(known)).isEqualTo(profileOf(anonymous));
        assertThat(profileOf(other)).isNotEqualTo(profileOf(known));
    }

    private Optional<String> profileOf(Event event) {
        return VertxForTests.call(context, () -> traces.find(event.id()))
                .map(EventTrace::profile)
                .map(Object::toString);
    }

    private io.vertx.core.Future<Void> leaveAll() {
        List<io.vertx.core.Future<Void>> leaving = new java.util.ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            leaving.add(role.leavePartition(partition));
        }
        for (int intake = 0; intake < INTAKES; intake++) {
            leaving.add(role.leaveIntake(intake));
        }
        return io.vertx.core.Future.all(leaving).mapEmpty();
    }

    private boolean cartIsDue() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String due = server.cli(
                    "ZCOUNT", keys.timers(partition).name(), "-inf", String.valueOf(System.currentTimeMillis()));
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

    /** Remembers what would go into an outbox. */
    private final class Released implements Outgoing {
        @Override
        public void release(FencedOps.Group group, int partition, Message message, @Nullable HeldCooldown cooldown) {
            released.add(message);
        }

        @Override
        public void withdraw(FencedOps.Group group, int partition, MessageId message, String reason) {
            withdrawn.add(message);
        }

        @Override
        public void ring(int partition, String destination) {}
    }
}
