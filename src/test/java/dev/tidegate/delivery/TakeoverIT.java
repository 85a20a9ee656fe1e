package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.delivery.DeliveryFixture.ids;
import static dev.tidegate.delivery.Station.hook;
import static dev.tidegate.support.FakeEsp.silence;
import static dev.tidegate.support.FakeEsp.slow;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.Messages;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One process after another, or two that both believe to deliver a partition. */
class TakeoverIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<Station> stations = new CopyOnWriteArrayList<>();
    private FakeEsp esp;

    @BeforeEach
    void start() {
        esp = new FakeEsp(vertx.get());
    }

    @AfterEach
    void stop() {
        stations.forEach(station -> VertxForTests.await(station.router.close()));
    }

    @Test
    void a_message_whose_attempt_died_with_its_process_is_tried_again_after_the_deadline_of_that_attempt() {
        Message message = dieDuringAttempt(OnUnknown.RETRY);

        Station heir = station("b");
        VertxForTests.await(heir.worker.start(List.of(destination(OnUnknown.RETRY))));
        heir.takeAll(2);

        assertThat(esp.received()).hasSize(1);
        await().atMost(Duration.ofSeconds(15)).until(() -> heir.status(message) == DeliveryStatus.DELIVERED);
        assertThat(ids(esp.received())).hasSize(1);
        assertThat(esp.received()).hasSize(2);
        long apart = esp.received().get(1).nanos() - esp.received().get(0).nanos();
        assertThat(Duration.ofNanos(apart)).isGreaterThan(Duration.ofSeconds(5));
        assertThat(heir.outcomes(message)).containsExactly("unknown", "delivered");
        assertThat(heir.ended("unknown")).isEqualTo(1);
    }

    @Test
    void a_message_whose_attempt_died_with_its_process_waits_for_a_person_where_that_is_asked_for() {
        Message message = dieDuringAttempt(OnUnknown.PARK);

        Station heir = station("b");
        VertxForTests.await(heir.worker.start(List.of(destination(OnUnknown.PARK))));
        heir.takeAll(2);

        await().atMost(Duration.ofSeconds(15)).until(() -> heir.status(message) == DeliveryStatus.UNKNOWN);
        assertThat(esp.received()).hasSize(1);
        assertThat(heir.outcomes(message)).containsExactly("unknown");
        assertThat(VertxForTests.await(heir.deliveries.redrive(Station.DESTINATION)))
                .isZero();

        esp.always(status(200));
        assertThat(VertxForTests.await(
                        heir.deliveries.retry(heir.delivery(message).id().text())))
                .isEqualTo(Deliveries.Retried.YES);
        await().until(() -> heir.status(message) == DeliveryStatus.DELIVERED);
    }

    @Test
    void an_unanswered_attempt_waits_for_a_person_where_that_is_asked_for() {
        Message message = cart(1);
        esp.always(silence());
        Station station =
                station("a").start(hook(esp, draft -> draft.with(OnUnknown.PARK).withTimeout(Duration.ofMillis(200))));

        station.release(message);

        await().until(() -> station.status(message) == DeliveryStatus.UNKNOWN);
        assertThat(station.delivery(message).attempts().getFirst().error()).isEqualTo("no answer in time");
        await().during(Duration.ofMillis(300)).until(() -> esp.received().size() == 1);
    }

    @Test
    void two_that_both_believe_to_deliver_attempt_nothing_twice() {
        esp.always(slow(3, 200));
        List<Message> messages = carts(400);
        Station old = station("a").start(hook(esp));
        Station heir = station("b");
        VertxForTests.await(heir.worker.start(List.of(hook(esp))));
        old.release(messages.toArray(Message[]::new));
        await().until(() -> esp.received().size() > 40);

        heir.takeAll(2);

        await().until(() -> messages.stream().allMatch(m -> heir.status(m) == DeliveryStatus.DELIVERED));
        assertThat(esp.received()).hasSize(400);
        assertThat(ids(esp.received())).hasSize(400);
        // a partition whose last message was under way when it was taken over is found to be another's with the next
        // look
        for (int partition = 0; partition < Station.PARTITIONS; partition++) {
            old.worker.ring(partition, Station.DESTINATION);
        }
        await().untilAsserted(() -> assertThat(old.fenced.get()).isEqualTo(Station.PARTITIONS));
        assertThat(esp.received()).hasSize(400);
    }

    @Test
    void a_partition_that_is_left_is_left_in_good_order() {
        esp.always(slow(100, 200));
        List<Message> messages = carts(60);
        Station station = station("a").start(hook(esp)).release(messages.toArray(Message[]::new));
        await().until(() -> esp.received().size() >= 8);

        for (int partition = 0; partition < Station.PARTITIONS; partition++) {
            VertxForTests.await(station.worker.leave(partition));
        }

        int seen = esp.received().size();
        assertThat(seen).isLessThan(60);
        assertThat(messages)
                .filteredOn(m -> station.status(m) == DeliveryStatus.DELIVERED)
                .hasSize(seen);
        assertThat(messages)
                .filteredOn(m -> station.status(m) == DeliveryStatus.QUEUED)
                .hasSize(60 - seen);
    }

    @Test
    void an_outcome_counts_although_the_partition_has_another_owner_by_now() {
        Message message = cart(1);
        esp.always(slow(500, 200));
        Station old = station("a").start(hook(esp)).release(message);
        await().until(() -> esp.received().size() == 1);

        Station heir = station("b");
        VertxForTests.await(heir.worker.start(List.of(hook(esp))));
        heir.takeAll(2);

        await().until(() -> heir.status(message) == DeliveryStatus.DELIVERED);
        assertThat(esp.received()).hasSize(1);
        assertThat(old.ended("delivered")).isEqualTo(1);
    }

    /** An attempt begun by a process that is gone before it could record anything. */
    private Message dieDuringAttempt(OnUnknown onUnknown) {
        Message message =
                Messages.cart(1, Station.DESTINATION, "jo@shop.example", MessageClass.MARKETING, Instant.now(), null);
        esp.then(silence());
        Station doomed = station("a").start(destination(onUnknown));
        doomed.release(message);
        await().until(() -> esp.received().size() == 1);
        doomed.die();
        return message;
    }

    private DestinationSettings destination(OnUnknown onUnknown) {
        return hook(esp, draft -> draft.with(onUnknown).withTimeout(Duration.ofSeconds(1)));
    }

    private Station station(String member) {
        Station station = new Station(REDIS, vertx, member);
        stations.add(station);
        return station;
    }
}
