package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.domain.Message;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks that are subscribed, and yet are to get nothing. */
class PermittedHooksIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Message message = cart(1);
    private FakeEsp server;
    private FakeEsp other;
    private Station station;
    private Hooks hooks;

    @BeforeEach
    void open() {
        server = new FakeEsp(vertx.get());
        other = new FakeEsp(vertx.get());
        station = new Station(REDIS, vertx, "a");
        hooks = new Hooks(station.router, station.keys);
    }

    @AfterEach
    void close() {
        VertxForTests.await(station.worker.stop());
        VertxForTests.await(station.router.close());
        server.close();
        other.close();
    }

    @Test
    void a_hook_that_this_version_cannot_read_keeps_no_other_waiting() {
        subscribe(server.url(), 1);
        REDIS.cli("HSET", station.keys.hooks(Station.DESTINATION).name(), "newer", "2\nwhatever");

        station.start(zap(null, true)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(VertxForTests.await(hooks.of(Station.DESTINATION))).hasSize(1);
        assertThat(VertxForTests.await(hooks.find(Station.DESTINATION, "newer")))
                .isEqualTo(new Hooks.Found.Unreadable());
    }

    @Test
    void a_hook_without_https_gets_nothing_any_more_when_private_addresses_are_forbidden() {
        subscribe(server.url(), 1);

        station.start(zap(null, false)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.CANCELLED);
        assertThat(station.delivery(message).attempts().getLast().error())
                .isEqualTo("the hook is not at https, and allow_private is not set");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void a_hook_at_the_url_of_the_settings_gets_each_message_once() {
        subscribe(server.url(), 1);
        subscribe(other.url(), 2);

        station.start(zap(server.url(), true)).release(message);

        await().untilAsserted(() -> assertThat(deliveries())
                .extracting(Delivery::status)
                .containsExactlyInAnyOrder(
                        DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED, DeliveryStatus.CANCELLED));
        assertThat(server.received()).hasSize(1);
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void what_waits_for_hooks_is_over_when_the_destination_becomes_one_without() {
        server.always(status(503));
        other.always(status(503));
        FakeEsp esp = new FakeEsp(vertx.get());
        subscribe(server.url(), 1);
        subscribe(other.url(), 2);
        station.start(zap(null, true)).release(message);
        await().until(() -> !server.received().isEmpty() && !other.received().isEmpty());

        VertxForTests.await(station.worker.configure(List.of(Station.hook(esp))));

        await().untilAsserted(() -> assertThat(deliveries())
                .extracting(Delivery::status)
                .containsExactly(DeliveryStatus.CANCELLED, DeliveryStatus.CANCELLED));
        assertThat(esp.received()).isEmpty();
        esp.close();
    }

    private List<Delivery> deliveries() {
        return VertxForTests.await(station.deliveries.of(Station.partition(message), List.of(message.id())));
    }

    private void subscribe(URI url, int seed) {
        var unused = VertxForTests.await(
                hooks.subscribe(Station.DESTINATION, url, null, Instant.EPOCH.plusSeconds(seed), new Random(seed)));
    }

    private DestinationSettings zap(@Nullable URI url, boolean allowPrivate) {
        DestinationDraft draft = new DestinationDraft(new ConnectorSettings.Zapier(url));
        return (allowPrivate ? draft : draft.publicOnly()).settings();
    }
}
