package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.support.FakeEsp.slow;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.domain.Message;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one receiver of a destination's messages does to the others: nothing. */
class HooksApartIT extends DeliveryFixture {
    private static final int CONCURRENCY = 8;

    private final List<FakeEsp> servers = new ArrayList<>();
    private Hooks hooks;

    @BeforeEach
    void knowHooks() {
        hooks = new Hooks(station.router, station.keys);
    }

    @AfterEach
    void closeServers() {
        servers.forEach(FakeEsp::close);
    }

    @Test
    void a_slow_hook_leaves_the_others_their_share_of_the_concurrency() {
        FakeEsp slow = server().always(slow(1_500, 200));
        FakeEsp well = server();
        subscribe(slow);
        subscribe(well);

        station.start(zap(null)).release(carts(100), null);

        await().atMost(Duration.ofSeconds(8)).until(() -> well.received().size() == 100);
        assertThat(slow.mostInFlight()).isLessThanOrEqualTo(CONCURRENCY / 2);
        assertThat(slow.received().size()).isLessThan(40);
    }

    @Test
    void what_a_slow_hook_cannot_take_yet_reaches_it_in_the_end_and_once() {
        FakeEsp slow = server().always(slow(30, 200));
        FakeEsp well = server();
        subscribe(slow);
        subscribe(well);
        List<Message> messages = carts(600);

        station.start(zap(null)).release(messages, null);

        await().atMost(Duration.ofSeconds(20)).until(() -> slow.received().size() >= 600);
        await().until(() -> well.received().size() == 600);
        await().untilAsserted(() -> assertThat(messages)
                .allMatch(message ->
                        deliveries(message).stream().allMatch(each -> each.status() == DeliveryStatus.DELIVERED)));
        assertThat(slow.received()).hasSize(600);
    }

    @Test
    void the_only_hook_may_use_the_whole_concurrency() {
        FakeEsp slow = server().always(slow(100, 200));
        subscribe(slow);

        station.start(zap(null)).release(carts(60), null);

        await().until(() -> slow.received().size() == 60);
        assertThat(slow.mostInFlight()).isEqualTo(CONCURRENCY);
    }

    @ParameterizedTest
    @MethodSource("illnesses")
    void a_sick_url_keeps_no_hook_waiting(FakeEsp.Behaviour illness) {
        FakeEsp sick = server().always(illness);
        FakeEsp well = server();
        subscribe(well);
        List<Message> messages = carts(100);

        station.start(zap(sick.url())).release(messages, null);

        await().until(() -> well.received().size() == 100);
        assertThat(sick.received().size()).isLessThan(60);
        assertThat(messages)
                .allMatch(message -> deliveries(message).stream()
                        .anyMatch(each ->
                                each.status() == DeliveryStatus.QUEUED || each.status() == DeliveryStatus.RETRYING));
    }

    static Stream<FakeEsp.Behaviour> illnesses() {
        return Stream.of(status(500), status(429, "retry-after", "3600"));
    }

    @Test
    void a_url_that_is_well_again_gets_what_waited_for_it() {
        FakeEsp sick = server().always(status(500));
        FakeEsp well = server();
        subscribe(well);
        List<Message> messages = carts(60);
        station.start(zap(sick.url(), Duration.ofMillis(300))).release(messages, null);
        await().until(() -> well.received().size() == 60);

        sick.always(status(200));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(messages)
                        .allMatch(message -> deliveries(message).stream()
                                .allMatch(each -> each.status() == DeliveryStatus.DELIVERED)));
    }

    @Test
    void a_late_410_does_not_end_a_subscription_that_was_renewed_meanwhile() {
        Promise<Void> renewed = Promise.promise();
        FakeEsp server = server().then((loop, request) ->
                renewed.future().onSuccess(done -> status(410).answer(loop, request)));
        String hook = subscribe(server);
        List<Message> messages = carts(2);
        station.start(zap(null)).release(messages.getFirst());
        await().until(() -> server.received().size() == 1);

        assertThat(subscribe(server, Instant.EPOCH.plusSeconds(100))).isEqualTo(hook);
        renewed.complete();

        await().until(() -> station.status(messages.getFirst()) == DeliveryStatus.DEAD);
        station.release(messages.getLast());
        await().until(() -> station.status(messages.getLast()) == DeliveryStatus.DELIVERED);
        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION)))
                .extracting(Hook::id)
                .containsExactly(hook);
    }

    @Test
    void what_is_for_a_hook_that_only_a_newer_version_can_read_waits_for_one() {
        Promise<Void> upgraded = Promise.promise();
        FakeEsp down = server().then((loop, request) ->
                upgraded.future().onSuccess(done -> status(503).answer(loop, request)));
        String hook = subscribe(down);
        String stored = station.keys.hooks(Station.DESTINATION).name();
        String known = REDIS.cli("HGET", stored, hook);
        Message message = carts(1).getFirst();
        station.start(zap(null, Duration.ofMillis(300))).release(message);
        await().until(() -> down.received().size() == 1);
        REDIS.cli("HSET", stored, hook, "2\nwhatever");
        upgraded.complete();
        await().until(() -> station.status(message) == DeliveryStatus.RETRYING);

        await().during(Duration.ofMillis(900)).until(() -> station.status(message) == DeliveryStatus.RETRYING);
        assertThat(down.received()).hasSize(1);
        REDIS.cli("HSET", stored, hook, known);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    private FakeEsp server() {
        FakeEsp server = new FakeEsp(vertx.get());
        servers.add(server);
        return server;
    }

    @CanIgnoreReturnValue
    private String subscribe(FakeEsp server) {
        return subscribe(server, Instant.EPOCH.plusSeconds(servers.indexOf(server)));
    }

    private String subscribe(FakeEsp server, Instant now) {
        Hooks.Subscribed subscribed = VertxForTests.await(
                hooks.subscribe(Station.DESTINATION, server.url(), null, now, new Random(server.port())));
        return ((Hooks.Subscribed.Yes) subscribed).id();
    }

    private List<Delivery> deliveries(Message message) {
        return VertxForTests.await(station.deliveries.of(Station.partition(message), List.of(message.id())));
    }

    private static DestinationSettings zap(@Nullable URI url) {
        return zap(url, Duration.ofHours(1));
    }

    private static DestinationSettings zap(@Nullable URI url, Duration openFor) {
        return new DestinationSettings(
                Station.DESTINATION,
                new ConnectorSettings.Zapier(url),
                Duration.ofSeconds(5),
                CONCURRENCY,
                null,
                new DestinationSettings.Retry(
                        Duration.ofMillis(20), 2, Duration.ofMillis(100), Duration.ofHours(2), null),
                new DestinationSettings.Breaker(20, 50, Duration.ofSeconds(8), openFor),
                null,
                true,
                OnlyTo.ANYBODY,
                false,
                false);
    }
}
