package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedQuotaIT {
    private static final Keys KEYS = new Keys("tg");
    private static final String KEY = "tg:{qesp}:quota";

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private RedisRouter one;
    private RedisRouter other;

    @BeforeEach
    void connect() {
        one = router();
        other = router();
    }

    @AfterEach
    void close() {
        VertxForTests.await(one.close());
        VertxForTests.await(other.close());
    }

    @Test
    void two_racing_callers_get_no_more_than_there_is() {
        Rate rate = new Rate(600, Duration.ofMinutes(10));
        SharedQuota mine = quota(one, rate);
        SharedQuota theirs = quota(other, rate);

        int drawn = VertxForTests.await(Future.join(IntStream.range(0, 40)
                        .mapToObj(i -> (i % 2 == 0 ? mine : theirs).draw(1))
                        .toList()))
                .<Quota.Draw>list()
                .stream()
                .mapToInt(Quota.Draw::permits)
                .sum();

        assertThat(drawn).isEqualTo(1);
    }

    @Test
    void gives_what_there_is_and_says_when_there_is_as_much_again() {
        SharedQuota quota = new SharedQuota(
                one, KEYS.quota("esp"), new Pace(Duration.ofSeconds(10).toNanos(), 5, Duration.ofSeconds(80)));

        assertThat(draw(quota, 5).permits()).isEqualTo(5);
        Quota.Draw rest = draw(quota, 5);

        assertThat(rest.permits()).isEqualTo(3);
        assertThat(rest.refill()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    }

    @Test
    void keeps_nothing_when_nothing_is_sent() {
        assertThat(draw(quota(one, new Rate(2, Duration.ofSeconds(1))), 1).permits())
                .isEqualTo(1);

        assertThat(Long.parseLong(REDIS.cli("PTTL", KEY))).isLessThanOrEqualTo(501);
        await().until(() -> REDIS.cli("EXISTS", KEY).equals("0"));
    }

    @Test
    void nobody_gets_anything_while_the_esp_wants_to_be_left_alone() {
        SharedQuota mine = quota(one, new Rate(100, Duration.ofSeconds(1)));
        SharedQuota theirs = quota(other, new Rate(100, Duration.ofSeconds(1)));

        VertxForTests.await(mine.rest(Duration.ofSeconds(60)));
        VertxForTests.await(mine.rest(Duration.ofSeconds(1)));

        Quota.Draw draw = draw(theirs, 3);
        assertThat(draw.permits()).isZero();
        assertThat(draw.refill()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(Long.parseLong(REDIS.cli("PTTL", KEY))).isBetween(50_000L, 60_000L);
    }

    @Test
    void a_rate_that_was_raised_counts_at_once() {
        assertThat(draw(quota(one, new Rate(1, Duration.ofHours(1))), 1).permits())
                .isEqualTo(1);

        SharedQuota raised = quota(one, new Rate(100, Duration.ofSeconds(1)));

        assertThat(draw(raised, 5).refill()).isLessThan(Duration.ofMillis(200));
        await().until(() -> draw(raised, 5).permits() == 5);
    }

    @Test
    void survives_that_redis_loses_the_scripts() {
        SharedQuota quota = quota(one, new Rate(100, Duration.ofSeconds(1)));
        assertThat(draw(quota, 1).permits()).isEqualTo(1);
        REDIS.cli("SCRIPT", "FLUSH");

        assertThat(draw(quota, 1).permits()).isEqualTo(1);
    }

    private static Quota.Draw draw(SharedQuota quota, int most) {
        return VertxForTests.await(quota.draw(most));
    }

    private static SharedQuota quota(RedisRouter router, Rate rate) {
        return new SharedQuota(router, KEYS.quota("esp"), Pace.of(rate));
    }

    private RedisRouter router() {
        RedisRouter router = new RedisRouter(vertx.eventLoop(), REDIS.settings(), new Random(1), RedisObserver.NONE);
        VertxForTests.await(router.connect());
        return router;
    }
}
