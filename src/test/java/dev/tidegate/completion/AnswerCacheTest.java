package dev.tidegate.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.source.Question;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    private static final Question CART = new Question(URI.create("https://api.example/carts/1"), "carts", Map.of());

    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private final AnswerCache cache = new AnswerCache(() -> now.toEpochMilli());
    private final List<Runnable> began = new ArrayList<>();
    private final List<Promise<Told>> asked = new ArrayList<>();

    @Test
    void what_was_received_before_the_question_shares_its_answer() {
        Instant received = now;
        Future<Told> first = answer("shop", received);
        later(1);
        began.getFirst().run();
        Future<Told> meanwhile = answer("shop", received.plusMillis(900));
        asked.getFirst().complete(found());
        later(20);

        assertThat(answer("shop", received)).isSameAs(first);
        assertThat(meanwhile).isSameAs(first);
        assertThat(asked).hasSize(1);
    }

    @Test
    void what_was_received_later_asks_anew() {
        Future<Told> first = answer("shop", now);
        later(1);
        began.getFirst().run();

        Instant atTheSameTime = now;
        assertThat(answer("shop", atTheSameTime)).isNotSameAs(first);
        assertThat(asked).hasSize(2);
    }

    @Test
    void no_more_bytes_are_kept_than_there_is_room_for() {
        Instant received = now;
        later(1);
        for (int i = 0; i < 10; i++) {
            tell("shop" + i, received, AnswerCache.MOST_BYTES / 4);
        }

        assertThat(cache.bytes()).isEqualTo(AnswerCache.MOST_BYTES);
        answer("shop9", received);
        assertThat(asked).as("the latest is kept").hasSize(10);
        answer("shop5", received);
        assertThat(asked).as("an older one is not").hasSize(11);
    }

    @Test
    void what_is_forgotten_takes_no_room() {
        Instant received = now;
        later(1);
        tell("shop", received, 1_000);
        tell("other", received, 1_000);
        cache.forget("shop");
        assertThat(cache.bytes()).isEqualTo(1_000);

        later(61);
        cache.tidy();

        assertThat(cache.bytes()).isZero();
    }

    private void tell(String source, Instant received, int bytes) {
        answer(source, received);
        began.getLast().run();
        asked.getLast().complete(new Told.Found("x", bytes, Duration.ZERO));
    }

    @Test
    void a_question_that_waits_for_its_turn_serves_everybody_so_far() {
        Future<Told> first = answer("shop", now);
        later(5);

        assertThat(answer("shop", now)).isSameAs(first);
    }

    @Test
    void an_answer_that_is_none_is_not_kept() {
        Instant received = now;
        answer("shop", received);
        began.getFirst().run();
        asked.getFirst().complete(new Told.Failed(Duration.ZERO, "503"));

        answer("shop", received);

        assertThat(asked).hasSize(2);
    }

    @Test
    void an_answer_is_no_other_sources() {
        answer("shop", now);
        answer("other", now);

        assertThat(asked).hasSize(2);
    }

    @Test
    void an_answer_is_forgotten_after_a_minute() {
        Instant received = now;
        later(1);
        answer("shop", received);
        began.getFirst().run();
        asked.getFirst().complete(found());
        later(61);

        answer("shop", received);

        assertThat(asked).hasSize(2);
    }

    @CanIgnoreReturnValue
    private Future<Told> answer(String source, Instant receivedAt) {
        return cache.answer(source, CART, receivedAt.toEpochMilli(), begun -> {
            Promise<Told> promise = Promise.promise();
            began.add(begun);
            asked.add(promise);
            return promise.future();
        });
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private static Told found() {
        return new Told.Found("x", 3, Duration.ZERO);
    }
}
