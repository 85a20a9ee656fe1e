package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.TriggerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The partitions' commits count the runs that wait. */
class WaitingRunsIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private QueueStation station;
    private int events;

    @BeforeEach
    void start() {
        station = new QueueStation(REDIS, vertx, trigger("cart", "checkout_started"), trigger("view", "page_viewed"));
    }

    @Test
    void runs_are_counted_by_trigger_as_they_begin_and_end() {
        tell("checkout_started", "jo@shop.example", null);
        tell("checkout_started", "al@shop.example", null);
        tell("page_viewed", "al@shop.example", null);
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(Map.of("cart", 2L, "view", 1L)));

        tell("checkout_started", "jo@shop.example", null);
        tell("order_completed", "al@shop.example", null);

        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(Map.of("cart", 1L, "view", 0L)));
    }

    @Test
    void runs_of_customers_who_turn_out_to_be_one_count_once() {
        tell("checkout_started", "jo@shop.example", null);
        tell("checkout_started", null, "17");
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(Map.of("cart", 2L)));

        tell("customer_updated", "jo@shop.example", "17");

        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(Map.of("cart", 1L)));
    }

    private Map<String, Long> waiting() {
        return VertxForTests.await(new WaitingRuns(station.redis, station.keys, QueueStation.PARTITIONS).count());
    }

    private void tell(String type, @Nullable String email, @Nullable String customerId) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        String id = String.valueOf(events++);
        station.store(new Event(
                EventId.of("shop", id),
                "shop",
                type,
                now,
                now,
                id,
                new Customer(customerId, "shop", email, null, null),
                Map.of(),
                Map.of(),
                List.of()));
    }

    private static TriggerSettings trigger(String name, String on) {
        return new TriggerSettings(
                name,
                List.of(on),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("order_completed", null)),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                null,
                MessageClass.MARKETING,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        Duration.ofDays(2), null, List.of(new TriggerSettings.Send("lab", "Mail", null)))));
    }
}
