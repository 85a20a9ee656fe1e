package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HookRestsTest {
    private static final Duration REST = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private final HookRests rests = new HookRests(() -> now, REST);

    @Test
    void a_hook_that_fails_now_and_then_is_not_left_alone() {
        fail(4);
        rests.forget("a");
        fail(4);

        assertThat(rests.left("a")).isZero();
    }

    @Test
    void a_hook_that_fails_on_end_is_left_alone_and_no_other() {
        fail(5);

        assertThat(rests.left("a")).isEqualTo(REST);
        assertThat(rests.left("b")).isZero();
    }

    @Test
    void one_attempt_finds_out_after_the_rest() {
        fail(5);
        now = now.plus(REST);

        assertThat(rests.left("a")).isZero();
        assertThat(rests.left("a")).isEqualTo(REST);

        rests.forget("a");
        assertThat(rests.left("a")).isZero();
        assertThat(rests.left("a")).isZero();
    }

    @Test
    void a_hook_is_left_alone_for_as_long_as_it_asks() {
        rests.asked("a", Duration.ofMinutes(2));
        rests.asked("a", Duration.ofSeconds(5));

        assertThat(rests.left("a")).isEqualTo(Duration.ofMinutes(2));
        now = now.plus(Duration.ofMinutes(2));
        assertThat(rests.left("a")).isZero();
    }

    @Test
    void to_look_takes_the_one_attempt_from_nobody() {
        fail(5);
        assertThat(rests.known("a")).isEqualTo(REST);
        now = now.plus(REST);

        assertThat(rests.known("a")).isZero();
        assertThat(rests.left("a")).isZero();
        assertThat(rests.known("a")).isEqualTo(REST);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            rests.failed("a");
        }
    }
}
