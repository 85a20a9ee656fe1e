package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.VertxForTests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Destinations that do not let us in, want nothing any more, or may reach only some. */
class HeldBackIT extends DeliveryFixture {
    @Test
    void does_not_burn_the_queue_when_the_account_is_refused() {
        esp.always(status(401));
        List<Message> messages = carts(40);
        station.start(klaviyo(2)).release(messages, null);

        await().until(() -> gauge() == 1);
        await().until(() -> messages.stream().anyMatch(m -> station.status(m) == DeliveryStatus.RETRYING));

        assertThat(esp.received()).hasSizeLessThanOrEqualTo(2);
        assertThat(messages).noneMatch(message -> station.status(message) == DeliveryStatus.DEAD);
    }

    @Test
    void goes_on_at_once_when_the_settings_have_changed() {
        Message message = cart(1);
        esp.then(status(403)).always(status(202));
        station.start(klaviyo(2)).release(message);
        await().until(() -> gauge() == 1);
        Message next = cart(2);

        VertxForTests.await(station.worker.configure(List.of(klaviyo(3))));
        station.release(next);

        await().until(() -> station.status(next) == DeliveryStatus.DELIVERED);
        assertThat(gauge()).isZero();
    }

    @Test
    void pauses_a_destination_that_is_gone_until_it_is_resumed() {
        Message first = cart(1);
        esp.then(status(410)).always(status(200));
        station.start(Station.hook(esp)).release(first);
        await().until(() -> station.status(first) == DeliveryStatus.DEAD);
        await().until(() -> REDIS.cli(
                        "HGET", station.keys.control(Station.DESTINATION).name(), "paused")
                .equals("1"));

        Message next = cart(2);
        station.release(next);
        assertThat(station.status(next)).isEqualTo(DeliveryStatus.QUEUED);

        VertxForTests.await(station.deliveries.resume(Station.DESTINATION));
        VertxForTests.await(station.worker.refreshControl());
        await().until(() -> station.status(next) == DeliveryStatus.DELIVERED);
    }

    @Test
    void reaches_only_those_whom_it_may() {
        Message outside = cart(1);
        station.start(Station.hook(esp, draft -> draft.onlyTo("*@staging.example")))
                .release(outside);

        await().until(() -> station.status(outside) == DeliveryStatus.CANCELLED);
        assertThat(esp.received()).isEmpty();
    }

    private DestinationSettings klaviyo(int concurrency) {
        return new DestinationDraft(new ConnectorSettings.Klaviyo(new Secret("pk_1"), esp.url(), false))
                .withConcurrency(concurrency)
                .settings();
    }

    private double gauge() {
        return station.meters
                .get("tidegate.destination.account.refused")
                .tag("destination", Station.DESTINATION)
                .gauge()
                .value();
    }
}
