package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.delivery.Carts.placed;
import static dev.tidegate.support.FakeEsp.silence;
import static dev.tidegate.support.FakeEsp.slow;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Ownership;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.FakeEsp.Received;
import dev.tidegate.support.Messages;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages to hooks that apps have subscribed. */
class HooksIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<FakeEsp> servers = new ArrayList<>();
    private final List<Station> stations = new ArrayList<>();
    private Station station;
    private Hooks hooks;

    @BeforeEach
    void start() {
        station = another("a");
        hooks = new Hooks(station.router, station.keys);
    }

    @AfterEach
    void stop() {
        stations.forEach(one -> VertxForTests.await(one.worker.stop()));
        stations.forEach(one -> VertxForTests.await(one.router.close()));
        servers.forEach(FakeEsp::close);
    }

    @Test
    void each_subscribed_hook_gets_the_message_and_has_a_delivery_of_its_own() {
        FakeEsp one = server();
        FakeEsp other = server();
        String first = subscribe(one, null);
        String second = subscribe(other, null);
        Message message = cart(1);

        station.start(zap(null)).release(message);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(deliveries(message)).extracting(Delivery::hook).containsExactlyInAnyOrder(first, second);
        assertThat(deliveries(message)).extracting(Delivery::message).containsOnly(message.id());
        assertThat(deliveries(message)).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(one.received()).hasSize(1);
        assertThat(bodies(other)).isEqualTo(bodies(one));
        assertThat(one.received().getFirst().body())
                .contains("\"message_id\":\"" + message.id().value() + "\"");
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("0");
        assertThat(VertxForTests.await(station.deliveries.list(new Deliveries.Query(null, null, 10, null)))
                        .items())
                .hasSize(2);
    }

    @Test
    void the_configured_url_gets_all_messages_beside_the_subscribed_hooks() {
        FakeEsp configured = server();
        FakeEsp subscribed = server();
        subscribe(subscribed, null);
        Message message = cart(1);

        station.start(zap(configured.url())).release(message);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(configured.received()).hasSize(1);
        assertThat(subscribed.received()).hasSize(1);
        assertThat(deliveries(message)).extracting(Delivery::hook).containsOnlyOnce((String) null);
    }

    @Test
    void a_hook_that_asked_for_a_name_gets_messages_of_that_name_only() {
        FakeEsp carts = server();
        FakeEsp welcomes = server();
        subscribe(carts, "Cart Abandoned");
        subscribe(welcomes, "Welcome");
        Message cart = cart(1);
        Message welcome = Messages.as(cart(2), "Welcome", null);

        station.start(zap(null)).release(cart, welcome);

        await().until(() -> station.status(cart) == DeliveryStatus.DELIVERED
                && station.status(welcome) == DeliveryStatus.DELIVERED);
        assertThat(carts.received())
                .singleElement()
                .satisfies(received -> assertThat(received.body()).contains("Cart Abandoned"));
        assertThat(welcomes.received())
                .singleElement()
                .satisfies(received -> assertThat(received.body()).contains("\"type\":\"Welcome\""));
    }

    @Test
    void a_hook_that_is_down_is_tried_again_alone() {
        FakeEsp well = server();
        FakeEsp down = server().then(status(503), status(503));
        subscribe(well, null);
        subscribe(down, null);
        Message message = cart(1);

        station.start(zap(null)).release(message);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(well.received()).hasSize(1);
        assertThat(down.received()).hasSize(3);
        assertThat(bodies(down)).hasSize(1);
        assertThat(down.received())
                .extracting(received -> received.header("tidegate-attempt"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void a_sick_hook_is_left_alone_and_keeps_no_other_waiting() {
        FakeEsp well = server();
        FakeEsp down = server().always(status(500));
        subscribe(down, null);
        subscribe(well, null);
        Message[] messages = carts(100).toArray(Message[]::new);

        station.start(zap(null)).release(messages);

        await().atMost(Duration.ofSeconds(20)).until(() -> well.received().size() == 100);
        assertThat(down.received().size()).isLessThan(60);
        assertThat(breaker()).isEqualTo("closed");

        down.always(status(200));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(messages)
                        .allSatisfy(message -> assertThat(deliveries(message))
                                .allMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED)));
        assertThat(well.received()).hasSize(100);
        assertThat(messageIds(down)).hasSize(100);
    }

    @Test
    void a_hook_that_answers_slowly_opens_no_breaker() {
        subscribe(server().always(slow(50, 200)), null);
        Message[] messages = carts(40).toArray(Message[]::new);

        station.start(zap(null, draft -> draft.with(new Breaker(20, 50, Duration.ofMillis(1), Duration.ofHours(1)))))
                .release(messages);

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.DELIVERED));
        assertThat(breaker()).isEqualTo("closed");
    }

    @Test
    void an_attempt_at_a_hook_counts_for_the_rate_whatever_the_hook_answers() {
        FakeEsp sick = server().always(status(500));
        subscribe(sick, null);
        Message[] messages = carts(30).toArray(Message[]::new);

        station.start(zap(
                        null,
                        draft -> draft.with(new Rate(3, Duration.ofHours(1)))
                                .with(new Breaker(100, 50, Duration.ofSeconds(8), Duration.ofMillis(1)))))
                .release(messages);

        await().until(() -> !sick.received().isEmpty());
        await().during(Duration.ofMillis(300)).until(() -> sick.received().size() <= 2);
    }

    @Test
    void a_hook_that_wants_fewer_and_does_not_say_when_is_left_alone_like_a_sick_one() {
        FakeEsp busy = server().always(status(429));
        subscribe(busy, null);
        Message[] messages = carts(100).toArray(Message[]::new);

        station.start(zap(
                        null, draft -> draft.with(new Breaker(100, 50, Duration.ofSeconds(8), Duration.ofMinutes(10)))))
                .release(messages);

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.RETRYING));
        assertThat(busy.received().size()).isLessThan(60);
    }

    @Test
    void a_hook_that_says_it_is_over_is_unsubscribed_and_the_destination_goes_on() {
        FakeEsp well = server();
        FakeEsp over = server().always(status(410));
        String kept = subscribe(well, null);
        subscribe(over, null);
        Message message = cart(1);

        station.start(zap(null)).release(message);

        await().until(() -> VertxForTests.await(hooks.of(Station.DESTINATION)).size() == 1);
        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION)))
                .extracting(Hook::id)
                .containsExactly(kept);
        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DEAD);
        Message next = cart(2);
        station.release(next);
        await().until(() -> station.status(next) == DeliveryStatus.DELIVERED);
        assertThat(over.received()).hasSize(1);
        assertThat(well.received()).hasSize(2);
    }

    @Test
    void what_waits_for_a_hook_that_was_unsubscribed_is_cancelled_and_says_so() {
        FakeEsp down = server().always(status(503));
        FakeEsp well = server();
        String hook = subscribe(down, null);
        subscribe(well, null);
        Message message = cart(1);
        station.start(zap(null)).release(message);
        await().until(() -> down.received().size() >= 2);

        assertThat(VertxForTests.await(hooks.unsubscribe(Station.DESTINATION, hook)))
                .isTrue();

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.CANCELLED);
        assertThat(deliveries(message).stream()
                        .filter(delivery -> hook.equals(delivery.hook()))
                        .findFirst()
                        .orElseThrow()
                        .attempts()
                        .getLast()
                        .error())
                .isEqualTo("the hook is not subscribed any more");
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("0");
    }

    @Test
    void a_message_that_no_hook_wants_is_held_back_and_the_ledger_says_why() {
        subscribe(server(), "Welcome");
        Message message = cart(1);
        String ledger = ledger(message);

        station.start(zap(null)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.CANCELLED);
        assertThat(REDIS.cli("LRANGE", ledger, "-1", "-1")).contains("no hook is subscribed to such messages");
    }

    @Test
    void a_cooldown_and_a_place_are_given_back_when_no_hook_has_got_the_message() {
        FakeEsp one = server().always(status(400));
        FakeEsp other = server().then(status(503)).always(status(400));
        subscribe(one, null);
        subscribe(other, null);
        Message message = placed(cart(1));
        String places = takePlace(message);

        station.start(zap(null)).release(List.of(message), cooldown(message));

        awaitParts(message, DeliveryStatus.DEAD, DeliveryStatus.DEAD);
        await().until(() -> REDIS.cli("HEXISTS", places, message.id().value()).equals("0"));
        assertThat(REDIS.cli("EXISTS", cooldownKey(message))).isEqualTo("0");
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("1");
        assertThat(Long.parseLong(REDIS.cli("PTTL", bodyKey(message)))).isPositive();
    }

    @Test
    void a_cooldown_and_a_place_stay_taken_when_one_hook_has_got_the_message() {
        FakeEsp one = server().always(status(400));
        FakeEsp other = server();
        subscribe(one, null);
        subscribe(other, null);
        Message message = placed(cart(1));
        String places = takePlace(message);

        station.start(zap(null)).release(List.of(message), cooldown(message));

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DEAD);
        VertxForTests.await(station.worker.stop());
        assertThat(REDIS.cli("HEXISTS", places, message.id().value())).isEqualTo("1");
        assertThat(REDIS.cli("EXISTS", cooldownKey(message))).isEqualTo("1");
    }

    @Test
    void a_dead_part_is_tried_anew_alone() {
        FakeEsp one = server();
        FakeEsp other = server().then(status(400));
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);
        station.start(zap(null)).release(message);
        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DEAD);

        assertThat(VertxForTests.await(station.deliveries.redrive(Station.DESTINATION)))
                .isEqualTo(1);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(one.received()).hasSize(1);
        assertThat(other.received()).hasSize(2);
        assertThat(bodies(other)).isEqualTo(bodies(one));
    }

    @Test
    void what_the_parts_have_in_common_stays_until_the_last_of_them_is_finished() {
        subscribe(server(), null);
        FakeEsp down = server().always(status(503));
        subscribe(down, null);
        Message message = cart(1);
        station.start(zap(null)).release(message);
        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED
                && down.received().size() >= 2);

        assertThat(REDIS.cli("PTTL", messageKey(message.id(), message))).isEqualTo("-1");
        assertThat(REDIS.cli("PTTL", bodyKey(message))).isEqualTo("-1");

        down.always(status(200));
        await().until(() -> REDIS.cli("EXISTS", bodyKey(message)).equals("0"));
        assertThat(Long.parseLong(REDIS.cli("PTTL", messageKey(message.id(), message))))
                .isPositive();
    }

    @Test
    void withdrawing_the_message_stops_what_is_still_to_go_out_to_any_hook() {
        FakeEsp one = server().always(status(503));
        FakeEsp other = server().always(status(503));
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);
        station.start(zap(null)).release(message);
        await().until(() -> !one.received().isEmpty() && !other.received().isEmpty());

        station.withdraw(message, "an order was completed");

        awaitParts(message, DeliveryStatus.CANCELLED, DeliveryStatus.CANCELLED);
    }

    @Test
    void the_ledger_and_the_figures_say_nothing_of_one_part_when_another_went_out() {
        FakeEsp down = server().always(status(503));
        FakeEsp well = server();
        subscribe(down, null);
        subscribe(well, null);
        Message message = cart(1);
        String ledger = ledger(message);
        station.start(zap(null)).release(message);
        await().until(() -> well.received().size() == 1 && !down.received().isEmpty());

        station.withdraw(message, "an order was completed");

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.CANCELLED);
        VertxForTests.await(station.worker.stop());
        assertThat(station.delivery(message).attempts().getLast())
                .returns("cancelled", Attempt::outcome)
                .returns("an order was completed", Attempt::error);
        assertThat(REDIS.cli("LLEN", ledger)).isEqualTo("1");
        assertThat(stopped("cancelled")).isZero();
    }

    @Test
    void the_ledger_says_once_why_a_message_went_to_none_of_several_hooks() {
        FakeEsp one = server().always(status(503));
        FakeEsp other = server().always(status(503));
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);
        String ledger = ledger(message);
        station.start(zap(null)).release(message);
        await().until(() -> !one.received().isEmpty() && !other.received().isEmpty());

        station.withdraw(message, "an order was completed");

        awaitParts(message, DeliveryStatus.CANCELLED, DeliveryStatus.CANCELLED);
        VertxForTests.await(station.worker.stop());
        assertThat(REDIS.cli("LLEN", ledger)).isEqualTo("2");
        assertThat(REDIS.cli("LRANGE", ledger, "-1", "-1")).contains("an order was completed");
        assertThat(stopped("cancelled")).isEqualTo(1);
    }

    @Test
    void a_message_that_was_split_is_not_one_that_nobody_wants_when_all_hooks_are_gone() {
        String first = subscribe(server(), null);
        String second = subscribe(server(), null);
        InHand before = notSplitYet(cart(1));
        VertxForTests.await(before.supply().split(before.message(), List.of(first, second)));
        List.of(first, second).forEach(hook -> VertxForTests.await(hooks.unsubscribe(Station.DESTINATION, hook)));

        Receivers receivers = Receivers.of(zap(null), station.tools, message -> {});

        assertThat(VertxForTests.await(receivers.of(before)))
                .isEqualTo(new Receivers.Answer.Over("the hook is not subscribed any more"));
    }

    @Test
    void after_a_split_there_is_more_only_where_the_message_lies() {
        subscribe(server(), null);
        subscribe(server(), null);
        InHand before = notSplitYet(cart(1));
        List<InHand> told = new ArrayList<>();

        Receivers receivers = Receivers.of(zap(null), station.tools, told::add);

        assertThat(VertxForTests.await(receivers.of(before))).isInstanceOf(Receivers.Answer.To.class);
        assertThat(told).containsExactly(before);
    }

    @Test
    void nothing_is_left_to_send_of_a_message_whose_body_was_erased() {
        FakeEsp one = server().always(status(503));
        FakeEsp other = server().always(status(503));
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);
        station.start(zap(null)).release(message);
        await().until(() -> !one.received().isEmpty() && !other.received().isEmpty());

        station.withdraw(message, "the customer was erased");
        REDIS.cli("PEXPIRE", messageKey(message.id(), message), "600000");
        REDIS.cli("DEL", bodyKey(message));

        String retries = station.keys
                .retries(Station.partition(message), Station.DESTINATION)
                .name();
        await().until(() -> REDIS.cli("ZCARD", retries).equals("0"));
        assertThat(deliveries(message)).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.CANCELLED);
            assertThat(Long.parseLong(REDIS.cli("PTTL", messageKey(delivery.id().message(), message))))
                    .isPositive();
        });
    }

    @Test
    void of_two_processes_that_split_one_message_both_see_the_same_parts() {
        String first = subscribe(server(), null);
        String second = subscribe(server(), null);
        Message message = cart(1);
        station.store(List.of(message), null);
        station.takeAll(1);
        Shelf shelf = new Shelf(
                station.tools,
                Station.partition(message),
                Station.DESTINATION,
                new Ownership("1:a"),
                Duration.ofMinutes(1));

        List<Future<Shelf.Split>> races = IntStream.range(0, 20)
                .mapToObj(i -> shelf.split(message, i % 2 == 0 ? List.of(first, second) : List.of(second, first)))
                .toList();

        assertThat(VertxForTests.await(Future.all(races)).<Shelf.Split>list()).containsOnly(new Shelf.Split.To(first));
        assertThat(deliveries(message)).extracting(Delivery::hook).containsExactlyInAnyOrder(first, second);
        REDIS.cli("SET", station.keys.deliverOwner(Station.partition(message)).name(), "2:b");
        assertThat(VertxForTests.await(shelf.split(message, List.of(first)))).isEqualTo(new Shelf.Split.Fenced());
    }

    @Test
    void the_heir_of_a_process_that_died_after_splitting_delivers_each_part_once() {
        FakeEsp one = server();
        FakeEsp other = server();
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);
        List<Station> doomed = new ArrayList<>();
        Station dying = new Station(REDIS, vertx, "d", point -> {
            if (point.equals("after-split")) {
                doomed.forEach(dead -> {
                    var unused = dead.router.close();
                });
            }
        });
        doomed.add(dying);
        dying.start(zap(null)).release(message);
        await().until(() -> deliveries(message).size() == 2);

        Station heir = another("h");
        VertxForTests.await(heir.worker.start(List.of(zap(null))));
        heir.takeAll(2);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED);
        assertThat(one.received()).hasSize(1);
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void an_attempt_at_one_hook_that_nobody_answered_waits_for_a_person_and_the_other_is_not_asked_twice() {
        FakeEsp one = server();
        FakeEsp other = server().always(silence());
        subscribe(one, null);
        subscribe(other, null);
        Message message = cart(1);

        station.start(zap(null, draft -> draft.withTimeout(Duration.ofMillis(200))))
                .release(message);

        awaitParts(message, DeliveryStatus.DELIVERED, DeliveryStatus.UNKNOWN);
        assertThat(one.received()).hasSize(1);
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("1");
    }

    @Test
    void a_url_is_subscribed_once_however_often_it_is_asked_for() {
        FakeEsp server = server();
        String id = subscribe(server, null);

        assertThat(subscribe(server, "Welcome")).isEqualTo(id);

        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION)))
                .singleElement()
                .satisfies(hook -> assertThat(hook.as()).isEqualTo("Welcome"));
    }

    @Test
    void of_many_who_subscribe_at_once_no_more_than_the_most_get_in() {
        List<Future<Hooks.Subscribed>> races = IntStream.range(0, Hooks.MOST + 20)
                .mapToObj(i -> hooks.subscribe(
                        Station.DESTINATION,
                        URI.create("https://hooks.example/" + i),
                        null,
                        Instant.EPOCH,
                        new Random(i)))
                .toList();

        assertThat(VertxForTests.await(Future.all(races)).<Hooks.Subscribed>list())
                .filteredOn(Hooks.Subscribed.Full.class::isInstance)
                .hasSize(20);
        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION))).hasSize(Hooks.MOST);
    }

    @Test
    void of_two_who_end_a_subscription_one_does() {
        String id = subscribe(server(), null);
        Hook hook = VertxForTests.await(hooks.of(Station.DESTINATION)).getFirst();

        List<Future<Boolean>> races = IntStream.range(0, 20)
                .mapToObj(i -> hooks.end(Station.DESTINATION, hook))
                .toList();

        assertThat(hook.id()).isEqualTo(id);
        assertThat(VertxForTests.await(Future.all(races)).<Boolean>list()).containsOnlyOnce(true);
        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION))).isEmpty();
    }

    @Test
    void messages_go_once_however_often_the_settings_change_meanwhile() {
        FakeEsp server = server();
        subscribe(server, null);
        Message[] messages = carts(300).toArray(Message[]::new);
        station.start(zap(null)).release(messages);

        // as soon as some have gone, and so many more are at every stage of going; a queue that is replaced before it
        // has sent
        // anything only shows that nothing goes then
        int changes = 0;
        for (int gone = 0; gone < 300; gone = server.received().size()) {
            int before = gone;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> server.received().size() > before);
            Duration timeout = Duration.ofSeconds(10).plusMillis(++changes);
            VertxForTests.await(station.worker.configure(List.of(zap(null, draft -> draft.withTimeout(timeout)))));
        }

        VertxForTests.await(station.worker.stop());
        assertThat(changes).isGreaterThan(1);
        assertThat(messageIds(server)).hasSize(300);
        assertThat(server.received()).hasSize(300);
    }

    @Test
    void a_test_message_goes_to_all_and_says_what_went_wrong() {
        subscribe(server(), null);
        subscribe(server().always(status(400)), null);
        subscribe(server().always(status(400)), "Welcome");
        station.start(zap(null));

        Tried tried = VertxForTests.await(
                        station.worker.test(Station.DESTINATION, new TestMessage("Cart Abandoned", null, null)))
                .orElseThrow();

        assertThat(tried.outcome()).isEqualTo("dead");
        assertThat(servers).extracting(server -> server.received().size()).containsExactly(1, 1, 0);
    }

    // ---- what the examples are made of ---------------------------------------------------------------------------

    private FakeEsp server() {
        FakeEsp server = new FakeEsp(vertx.get());
        servers.add(server);
        return server;
    }

    private Station another(String member) {
        Station other = new Station(REDIS, vertx, member);
        stations.add(other);
        return other;
    }

    @CanIgnoreReturnValue
    private String subscribe(FakeEsp server, @Nullable String as) {
        Instant now = Instant.EPOCH.plusSeconds(servers.indexOf(server));
        Hooks.Subscribed subscribed = VertxForTests.await(
                hooks.subscribe(Station.DESTINATION, server.url(), as, now, new Random(server.port())));
        return ((Hooks.Subscribed.Yes) subscribed).id();
    }

    private static DestinationSettings zap(@Nullable URI url) {
        return zap(url, draft -> draft);
    }

    private static DestinationSettings zap(@Nullable URI url, UnaryOperator<DestinationDraft> changes) {
        DestinationDraft draft = new DestinationDraft(new ConnectorSettings.Zapier(url))
                .with(new Breaker(100, 50, Duration.ofSeconds(8), Duration.ofMillis(300)));
        return changes.apply(draft).settings();
    }

    private String breaker() {
        return VertxForTests.await(station.worker.states()).getFirst().breaker();
    }

    /** Waits until the message's deliveries, one for each hook, stand like this. */
    private void awaitParts(Message message, DeliveryStatus... statuses) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(deliveries(message))
                        .extracting(Delivery::status)
                        .containsExactlyInAnyOrder(statuses));
    }

    private List<Delivery> deliveries(Message message) {
        return VertxForTests.await(station.deliveries.of(Station.partition(message), List.of(message.id())));
    }

    /** The message as a process has it in hand before anybody has split it. */
    private InHand notSplitYet(Message message) {
        station.store(List.of(message), null);
        station.takeAll(1);
        int partition = Station.partition(message);
        Ownership ownership = new Ownership("1:a");
        Shelf shelf = new Shelf(station.tools, partition, Station.DESTINATION, ownership, Duration.ofMinutes(1));
        Supply supply = new Supply(vertx.get(), partition, ownership, shelf);
        return new InHand(supply, message.id().value(), null, message, 0, message.releasedAt(), 0, false, null, false);
    }

    /** The ledger of the message's customer, with an entry. */
    private String ledger(Message message) {
        String ledger = station.keys
                .ledger(Station.partition(message), message.profile())
                .name();
        REDIS.cli("RPUSH", ledger, "");
        return ledger;
    }

    private double stopped(String outcome) {
        return station.meters
                .get("tidegate.decisions")
                .tags("trigger", "cart-abandoned", "outcome", outcome)
                .counter()
                .count();
    }

    private static Set<String> bodies(FakeEsp server) {
        return new HashSet<>(server.received().stream().map(Received::body).toList());
    }

    private static Set<String> messageIds(FakeEsp server) {
        return new HashSet<>(server.received().stream()
                .map(received -> received.body().replaceFirst(".*\"message_id\":\"([^\"]*)\".*", "$1"))
                .sorted(Comparator.naturalOrder())
                .toList());
    }

    private String bodyKey(Message message) {
        return station.keys.body(Station.partition(message), message.id()).name();
    }

    private String messageKey(MessageId id, Message message) {
        return station.keys.message(Station.partition(message), id).name();
    }

    private String takePlace(Message message) {
        String places = station.keys
                .places(Identifier.address(message.channel(), "jo@shop.example"))
                .name();
        REDIS.cli("HSET", places, message.id().value(), "1|50|0|cart-abandoned");
        return places;
    }

    private String cooldownKey(Message message) {
        return station.keys
                .cooldown(Station.partition(message), message.profile(), message.trigger(), "")
                .name();
    }

    private Outbox.HeldCooldown cooldown(Message message) {
        REDIS.cli("SET", cooldownKey(message), "run");
        return new Outbox.HeldCooldown(cooldownKey(message), "run", List.of());
    }
}
