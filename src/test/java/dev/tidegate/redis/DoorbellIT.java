package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DoorbellIT {
    private static final Keys KEYS = new Keys("tg");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private House a;
    private House b;

    @BeforeEach
    void open() {
        a = new House("a");
        b = new House("b");
        await().untilAsserted(() -> {
            assertThat(a.heard).containsExactly("(listening)");
            assertThat(b.heard).containsExactly("(listening)");
        });
    }

    @AfterEach
    void close() {
        await(a.doorbell.close());
        await(b.doorbell.close());
        await(a.router.close());
        await(b.router.close());
    }

    @Test
    void rings_at_the_one_it_is_meant_for() {
        a.ring("b", "p3");

        await().untilAsserted(() -> assertThat(b.heard).contains("p3"));
        assertThat(a.heard).containsExactly("(listening)");
    }

    @Test
    void rings_at_oneself_without_redis() {
        long before = calls("publish");

        a.ring("a", "p3");

        await().untilAsserted(() -> assertThat(a.heard).contains("p3"));
        assertThat(calls("publish")).isEqualTo(before);
    }

    @Test
    void rings_once_for_what_is_rung_often_in_one_turn() {
        long before = calls("publish");
        a.context.runOnContext(turn -> {
            for (int i = 0; i < 100; i++) {
                a.doorbell.ring("b", "p" + i % 2);
            }
        });

        await().untilAsserted(() -> assertThat(b.heard).contains("p0", "p1"));
        assertThat(calls("publish") - before).isEqualTo(2);
    }

    @Test
    void tells_that_rings_may_have_been_missed_after_a_gap() {
        REDIS.cli("CLIENT", "KILL", "TYPE", "pubsub");

        await().untilAsserted(() -> assertThat(b.heard).containsExactly("(listening)", "(listening)"));

        await().atMost(Duration.ofSeconds(5)).until(a.router::isUp);
        a.ring("b", "p9");
        await().untilAsserted(() -> assertThat(b.heard).contains("p9"));
    }

    private static long calls(String command) {
        return REDIS.cli("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("^[^=]*calls=(\\d+),.*", "$1")))
                .sum();
    }

    private final class House implements Doorbell.Listener {
        final Context context = vertx.eventLoop();
        final RedisRouter router = new RedisRouter(context, REDIS.settings(), new Random(1), RedisObserver.NONE);
        final List<String> heard = new CopyOnWriteArrayList<>();
        final Doorbell doorbell;

        House(String id) {
            doorbell = new Doorbell(context, REDIS.settings(), new Random(2), router, KEYS, id, this);
            await(router.connect());
            doorbell.open();
        }

        void ring(String member, String text) {
            context.runOnContext(turn -> doorbell.ring(member, text));
        }

        @Override
        public void rung(String text) {
            heard.add(text);
        }

        @Override
        public void listening() {
            heard.add("(listening)");
        }
    }
}
