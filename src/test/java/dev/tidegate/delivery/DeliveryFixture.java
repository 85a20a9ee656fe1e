package dev.tidegate.delivery;

import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.FakeEsp.Received;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One delivering process on a real Redis, and the ESP that it sends to; both are new for each test. */
abstract class DeliveryFixture {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    FakeEsp esp;
    Station station;

    @BeforeEach
    final void open() {
        esp = new FakeEsp(vertx.get());
        station = new Station(REDIS, vertx, "a");
    }

    @AfterEach
    final void close() {
        VertxForTests.await(station.worker.stop());
        VertxForTests.await(station.router.close());
        esp.close();
    }

    /** Which messages an ESP got, however often. */
    static Set<String> ids(List<Received> received) {
        Set<String> ids = new HashSet<>();
        received.forEach(one -> ids.add(one.header("webhook-id")));
        return ids;
    }

    /** How many requests came at most within any window of that length. */
    static int mostWithin(Duration window, List<Received> received) {
        List<Long> times = received.stream().map(Received::nanos).sorted().toList();
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (times.get(to) - times.get(from) > window.toNanos()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
