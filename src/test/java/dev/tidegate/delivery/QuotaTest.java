package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Duration NO_WAIT = Duration.ZERO;

    private final Asked pool = new Asked();
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private int answers;

    @Test
    void draws_what_wants_to_go_and_uses_it() {
        Quota quota = quota(10);

        assertThat(quota.take(3)).isFalse();
        assertThat(quota.isAsking()).isTrue();
        pool.answer(3, NO_WAIT);

        assertThat(answers).isEqualTo(1);
        assertThat(takes(quota, 3)).isEqualTo(3);
        assertThat(pool.draws).containsExactly(3);
    }

    @Test
    void draws_the_next_chunk_before_the_last_is_used_up() {
        Quota quota = quota(10);
        want(quota, 100);
        pool.answer(10, NO_WAIT);

        for (int i = 0; i < 6; i++) {
            assertThat(quota.take(100)).isTrue();
        }
        assertThat(pool.draws).containsExactly(10);
        assertThat(quota.take(100)).isTrue();
        assertThat(pool.draws).containsExactly(10, 6);
        assertThat(takes(quota, 3)).as("not one has to wait").isEqualTo(3);
        pool.answer(6, NO_WAIT);

        assertThat(quota.take(1)).isTrue();
    }

    @Test
    void asks_once_at_a_time_and_not_before_there_is_something() {
        Quota quota = quota(10);
        want(quota, 5);
        want(quota, 5);
        assertThat(pool.draws).hasSize(1);
        pool.answer(0, Duration.ofMillis(30));

        assertThat(quota.take(5)).isFalse();
        assertThat(pool.draws).hasSize(1);
        assertThat(quota.isAsking()).isFalse();
        assertThat(quota.untilNextDraw()).isBetween(Duration.ofMillis(30), Duration.ofMillis(39));

        now = now.plusMillis(39);
        want(quota, 5);
        assertThat(pool.draws).hasSize(2);
    }

    @Test
    void what_was_not_used_in_time_is_lost() {
        Quota quota = quota(10);
        want(quota, 5);
        pool.answer(5, NO_WAIT);
        assertThat(quota.take(5)).isTrue();

        now = now.plus(Quota.GOOD_FOR);

        assertThat(quota.take(1)).isFalse();
    }

    @Test
    void the_time_that_an_answer_takes_counts_too() {
        Quota quota = quota(10);
        want(quota, 5);
        now = now.plusMillis(400);
        pool.answer(5, NO_WAIT);
        assertThat(quota.take(1)).isTrue();

        now = now.plusMillis(100);

        assertThat(quota.take(1)).isFalse();
    }

    @Test
    void of_an_answer_that_comes_late_one_is_used() {
        Quota quota = quota(10);
        want(quota, 5);
        now = now.plusSeconds(3);
        pool.answer(5, NO_WAIT);

        assertThat(quota.take(1)).isTrue();
        assertThat(quota.take(1)).isFalse();
    }

    @Test
    void nothing_is_given_while_the_pool_cannot_be_asked_and_it_is_asked_again() {
        Quota quota = quota(10);
        want(quota, 1);
        pool.fail();

        assertThat(answers).isEqualTo(1);
        assertThat(quota.take(1)).isFalse();
        assertThat(pool.draws).hasSize(1);
        assertThat(quota.untilNextDraw()).isEqualTo(Duration.ofMillis(250));

        now = now.plusMillis(250);
        want(quota, 1);
        pool.answer(1, NO_WAIT);
        assertThat(quota.take(1)).isTrue();
    }

    @Test
    void what_is_given_back_serves_another_while_it_is_good() {
        Quota quota = quota(1);
        want(quota, 1);
        pool.answer(1, Duration.ofHours(1));
        assertThat(quota.take(1)).isTrue();
        Instant goodUntil = quota.goodUntil();

        quota.giveBack(goodUntil);
        assertThat(quota.take(1)).isTrue();

        now = goodUntil;
        quota.giveBack(goodUntil);
        assertThat(quota.take(1)).isFalse();
    }

    @Test
    void draws_one_for_what_may_come_unless_permits_are_rare() {
        Quota frequent = quota(10);
        frequent.foresee();
        assertThat(pool.draws).containsExactly(1);
        pool.answer(1, NO_WAIT);
        frequent.foresee();
        assertThat(pool.draws).as("one is there").hasSize(1);

        quota(1).foresee();
        assertThat(pool.draws).hasSize(1);
    }

    @Test
    void tells_the_others_once_that_the_esp_wants_to_be_left_alone_and_uses_nothing_any_more() {
        Quota quota = quota(10);
        want(quota, 5);
        pool.answer(5, NO_WAIT);

        quota.rest(Duration.ofSeconds(7));
        now = now.plusMillis(80);
        quota.rest(Duration.ofSeconds(7));
        quota.rest(Duration.ofSeconds(3));
        assertThat(pool.rests).containsExactly(Duration.ofSeconds(7));
        assertThat(quota.take(1)).isFalse();

        quota.rest(Duration.ofSeconds(9));
        assertThat(pool.rests).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    private static void want(Quota quota, int wanted) {
        assertThat(quota.take(wanted)).isFalse();
    }

    private static int takes(Quota quota, int times) {
        int taken = 0;
        for (int left = times; left > 0; left--) {
            taken += quota.take(left) ? 1 : 0;
        }
        return taken;
    }

    private Quota quota(int chunk) {
        return new Quota(pool, chunk, () -> now, new Random(1), () -> answers++);
    }

    /** A pool that answers when the test says so. */
    private static final class Asked implements Quota.Pool {
        final List<Integer> draws = new ArrayList<>();
        final List<Duration> rests = new ArrayList<>();
        private final Deque<Promise<Quota.Draw>> open = new ArrayDeque<>();

        @Override
        public Future<Quota.Draw> draw(int most) {
            draws.add(most);
            Promise<Quota.Draw> answer = Promise.promise();
            open.add(answer);
            return answer.future();
        }

        @Override
        public Future<Void> rest(Duration rest) {
            rests.add(rest);
            return Future.succeededFuture();
        }

        void answer(int permits, Duration wait) {
            open.remove().complete(new Quota.Draw(permits, wait));
        }

        void fail() {
            open.remove().fail("Redis is away");
        }
    }
}
