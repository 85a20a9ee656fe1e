package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.DestinationSettings.Rate;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({
        "350, PT1S, 2857143, 17, PT0.098571431S",
        "10, PT1S, 100000000, 1, PT0.15S",
        "1, PT1H, 3600000000000, 1, PT1H0.05S",
        "3500, PT1M, 17142858, 2, PT0.084285716S",
        "2000000, PT1S, 500, 100000, PT0.1S",
    })
    void a_chunk_is_what_the_rate_gives_in_a_short_time_and_one_at_least(
            int messages, Duration per, long nanosPerPermit, int chunk, Duration ahead) {
        assertThat(Pace.of(new Rate(messages, per))).isEqualTo(new Pace(nanosPerPermit, chunk, ahead));
    }
}
