package dev.tidegate.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private final Line line = new Line(() -> now);
    private final List<Promise<Told>> asked = new ArrayList<>();

    @Test
    void asks_so_much_at_a_time_and_the_rest_after_it() {
        List<Future<Told>> told = ask(Line.AT_A_TIME + 2);

        assertThat(asked).hasSize(Line.AT_A_TIME);
        asked.getFirst().complete(found(Duration.ZERO));
        assertThat(asked).hasSize(Line.AT_A_TIME + 1);
        assertThat(told.getFirst().result()).isInstanceOf(Told.Found.class);
    }

    @Test
    void leaves_the_provider_alone_for_as_long_as_it_asks() {
        List<Future<Told>> told = ask(Line.AT_A_TIME + 1);

        asked.getFirst().complete(new Told.Limited(Duration.ofSeconds(7), "429"));

        assertThat(line.pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(told.getLast().result()).as("what waited is not asked").isInstanceOf(Told.Limited.class);
        later(7);
        assertThat(line.pause()).isZero();
    }

    @Test
    void rests_when_the_quota_is_used_up_with_the_last_good_answer() {
        ask(1);

        asked.getFirst().complete(found(Duration.ofMillis(1500)));

        assertThat(line.pause()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void one_thing_that_cannot_be_told_keeps_nobody_waiting() {
        fail();
        fail();
        ask(1);
        last().complete(found(Duration.ZERO));
        fail();
        fail();

        assertThat(line.pause()).isZero();
    }

    @Test
    void pauses_longer_and_longer_for_a_provider_that_is_not_well_and_forgets_it_when_it_is() {
        fail();
        fail();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            fail();
            pauses.add(line.pause().toSeconds());
            later(60);
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        ask(1);
        last().complete(found(Duration.ZERO));
        fail();
        assertThat(line.pause()).isZero();
    }

    @Test
    void failures_of_one_moment_count_as_one() {
        ask(Line.AT_A_TIME);

        for (int i = 0; i < Line.AT_A_TIME; i++) {
            later(1);
            asked.get(i).complete(failed());
        }

        later(1);
        fail();
        assertThat(line.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void asks_nothing_for_a_while_of_what_may_not_be_read_and_goes_on_with_the_rest() {
        ask(1);
        last().complete(new Told.Denied(Duration.ofSeconds(60), "403"));
        later(20);

        assertThat(ask(1).getFirst().result()).isEqualTo(new Told.Denied(Duration.ofSeconds(40), "403"));
        assertThat(asked).hasSize(1);
        assertThat(line.denial("carts")).isNull();
        assertThat(line.pause()).isZero();
        later(40);
        assertThat(line.denial("orders")).isNull();
    }

    @CanIgnoreReturnValue
    private List<Future<Told>> ask(int times) {
        List<Future<Told>> told = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            told.add(line.ask("orders", () -> {
                Promise<Told> promise = Promise.promise();
                asked.add(promise);
                return promise.future();
            }));
        }
        return told;
    }

    private Promise<Told> last() {
        return asked.getLast();
    }

    private void fail() {
        ask(1);
        last().complete(failed());
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private static Told found(Duration rest) {
        return new Told.Found("x", 3, rest);
    }

    private static Told failed() {
        return new Told.Failed(Duration.ZERO, "503");
    }
}
