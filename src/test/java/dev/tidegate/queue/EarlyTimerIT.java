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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A timer that rings before its time, because what is known of Redis' clock was corrected after it was set. */
class EarlyTimerIT {
    private static final Duration WAIT = Duration.ofMillis(600);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @Test
    void a_run_is_decided_when_it_is_due_though_its_timer_rang_early() {
        QueueStation station = new QueueStation(REDIS, vertx, receipt());
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        station.store(new Event(
                EventId.of("shop", "1"),
                "shop",
                "order_completed",
                now,
                now,
                "1",
                new Customer(null, "shop", "jo@shop.example", null, null),
                Map.of(),
                Map.of(),
                List.of()));
        await().until(() -> station.decided.contains("receipt waiting"));

        station.clockBack = 100;

        await().untilAsserted(() -> assertThat(station.released).hasSize(1));
    }

    private static TriggerSettings receipt() {
        return new TriggerSettings(
                "receipt",
                List.of("order_completed"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                null,
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(WAIT, null, List.of(new TriggerSettings.Send("lab", "Mail", null)))));
    }
}
