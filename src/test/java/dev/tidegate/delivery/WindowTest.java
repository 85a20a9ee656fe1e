package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final Window window = new Window(32, () -> now);

    @Test
    void begins_with_all_that_the_settings_allow_and_never_exceeds_it() {
        IntStream.range(0, 1_000).forEach(i -> window.wentWell());

        assertThat(window.size()).isEqualTo(32);
    }

    @Test
    void halves_once_for_all_that_were_under_way_together() {
        IntStream.range(0, 20).forEach(i -> window.tooMany());
        assertThat(window.size()).isEqualTo(16);

        now = now.plusMillis(1_001);
        window.tooMany();
        assertThat(window.size()).isEqualTo(8);
    }

    @Test
    void never_falls_below_one() {
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(2);
            window.tooMany();
        }

        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void grows_by_one_after_as_many_good_attempts_as_there_may_be_under_way() {
        window.tooMany();
        IntStream.range(0, 17).forEach(i -> window.wentWell());

        assertThat(window.size()).isEqualTo(17);
    }
}
