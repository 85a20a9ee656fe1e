package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.delivery.Station.hook;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.delivery.Deliveries.Page;
import dev.tidegate.delivery.Deliveries.Query;
import dev.tidegate.delivery.Deliveries.Retried;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveriesIT extends DeliveryFixture {
    @Test
    void lists_all_messages_newest_first_over_all_partitions_page_by_page() {
        List<Message> messages = new ArrayList<>();
        Instant start = Instant.parse("2026-11-24T01:00:00Z");
        for (int i = 0; i < 57; i++) {
            messages.add(cart(i, MessageClass.MARKETING, null, start.plusMillis(i / 4)));
        }
        station.store(messages, null);

        List<Delivery> all = new ArrayList<>();
        String cursor = null;
        do {
            Page page = list(null, null, 10, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(all).hasSize(57).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(all).extracting(Delivery::at).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void lists_only_what_has_a_status_or_goes_to_a_destination() {
        station.start(hook(esp));
        esp.always(status(400));
        station.release(carts(5).toArray(Message[]::new));
        await().until(() -> station.ended("dead") == 5);
        esp.always(status(200));
        Message good = cart(100);
        station.release(good);
        await().until(() -> station.status(good) == DeliveryStatus.DELIVERED);

        assertThat(list(DeliveryStatus.DEAD, null, 50, null).items()).hasSize(5);
        assertThat(list(DeliveryStatus.DEAD, Station.DESTINATION, 50, null).items())
                .hasSize(5);
        assertThat(list(DeliveryStatus.DEAD, "other", 50, null).items()).isEmpty();
        assertThat(list(DeliveryStatus.DELIVERED, Station.DESTINATION, 50, null).items())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.id().message()).isEqualTo(good.id()));
        assertThat(list(DeliveryStatus.UNKNOWN, null, 50, null)).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void finds_a_match_that_lies_behind_thousands_that_are_none() {
        Message old = cart(9_999, MessageClass.MARKETING, null, Instant.parse("2026-11-23T01:00:00Z"));
        station.store(List.of(old), null);
        REDIS.cli("HSET", station.keys.message(Station.partition(old), old.id()).name(), "st", "delivered");
        for (int partition = 0; partition < Station.PARTITIONS; partition++) {
            REDIS.cli(
                    "EVAL",
                    "for i = 1, 3000 do redis.call('ZADD', KEYS[1], 1795500000000 + i, 'none' .. i) end",
                    "1",
                    station.keys.messages(partition).name());
        }

        assertThat(list(DeliveryStatus.DELIVERED, null, 10, null).items()).hasSize(1);
    }

    @Test
    void refuses_a_cursor_that_is_none() {
        assertThatThrownBy(() -> station.deliveries.list(new Query(null, null, 10, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void finds_a_delivery_by_its_own_id_and_by_its_messages() {
        Message message = cart(1);
        station.store(List.of(message), null);
        String id = station.delivery(message).id().text();

        assertThat(VertxForTests.await(station.deliveries.find(id))).isPresent();
        assertThat(VertxForTests.await(station.deliveries.find(message.id().value())))
                .isPresent();
        assertThat(VertxForTests.await(
                        station.deliveries.of(Station.partition(message), List.of(message.id(), cart(2).id()))))
                .hasSize(1);
        for (String wrong : List.of("", "nonsense!", "1.", "99.abc", "x.abc", "0.abc", "00001.abc")) {
            assertThat(VertxForTests.await(station.deliveries.find(wrong))).isEmpty();
        }
    }

    @Test
    void a_dead_letter_is_tried_anew_at_once_under_the_same_id() {
        Message message = cart(1);
        esp.always(status(400));
        station.start(hook(esp)).release(message);
        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        String id = station.delivery(message).id().text();

        esp.always(status(200));
        assertThat(retry(id)).isEqualTo(Retried.YES);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(station.outcomes(message)).containsExactly("dead", "delivered");
        assertThat(esp.received().getLast().header("tidegate-attempt")).isEqualTo("2");
        assertThat(esp.received().getLast().body())
                .isEqualTo(esp.received().getFirst().body());
        assertThat(retry(id)).isEqualTo(Retried.NOT_GIVEN_UP);
        assertThat(retry("0.nobody")).isEqualTo(Retried.UNKNOWN_ID);
    }

    @Test
    void what_is_tried_anew_may_fail_as_often_as_the_first_time() {
        Message message = cart(1);
        esp.always(status(500));
        station.start(hook(
                        esp,
                        draft -> draft.with(new DestinationSettings.Retry(
                                Duration.ofMillis(5), 1, Duration.ofMillis(5), Duration.ofHours(1), 2))))
                .release(message);
        await().until(() -> station.status(message) == DeliveryStatus.DEAD);

        retry(station.delivery(message).id().text());

        await().until(() -> station.outcomes(message).size() == 4);
        assertThat(station.outcomes(message)).containsExactly("retry", "dead", "retry", "dead");
    }

    @Test
    void what_was_cancelled_while_it_was_dead_is_not_sent_when_it_is_tried_anew() {
        Message message = cart(1);
        esp.always(status(400));
        station.start(hook(esp)).release(message);
        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        station.withdraw(message, "order_completed");

        retry(station.delivery(message).id().text());

        await().until(() -> station.status(message) == DeliveryStatus.CANCELLED);
        assertThat(esp.received()).hasSize(1);
    }

    @Test
    void all_dead_letters_of_a_destination_are_tried_anew() {
        List<Message> messages = carts(250);
        esp.always(status(400));
        station.start(hook(esp)).release(messages.toArray(Message[]::new));
        await().until(() -> station.ended("dead") == 250);
        esp.always(status(200));

        assertThat(VertxForTests.await(station.deliveries.redrive(Station.DESTINATION)))
                .isEqualTo(250);

        await().until(() -> station.ended("delivered") == 250);
        assertThat(VertxForTests.await(station.deliveries.redrive(Station.DESTINATION)))
                .isZero();
    }

    @Test
    void messages_of_a_destination_that_was_removed_stay_and_are_seen() {
        Message message = cart(1);
        station.start(hook(esp));
        VertxForTests.await(station.worker.configure(List.of()));

        station.release(message);

        await().during(Duration.ofMillis(300)).until(() -> esp.received().isEmpty());
        assertThat(list(DeliveryStatus.QUEUED, null, 10, null).items()).hasSize(1);

        VertxForTests.await(station.worker.configure(List.of(hook(esp))));
        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    private Page list(
            @Nullable DeliveryStatus status, @Nullable String destination, int limit, @Nullable String cursor) {
        return VertxForTests.await(station.deliveries.list(new Query(status, destination, limit, cursor)));
    }

    @CanIgnoreReturnValue
    private Retried retry(String id) {
        return VertxForTests.await(station.deliveries.retry(id));
    }
}
