package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.DestinationSettings.Rate;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    @ParameterizedTest
    @CsvSource({
        "350, PT1S, 1, 35, PT0.1S",
        "350, PT1S, 2, 18, PT0.102857143S",
        "10, PT1S, 1, 1, PT0.1S",
        "10, PT1S, 4, 1, PT0.4S",
        "2, PT1S, 3, 1, PT1.5S",
        "1, PT1H, 2, 1, PT2H",
        "3500, PT1M, 1, 6, PT0.102857143S",
    })
    void shares_the_rate_evenly_among_processes_and_over_time(
            int messages, Duration per, int processes, int permits, Duration slice) {
        assertThat(Quota.of(new Rate(messages, per), processes)).isEqualTo(new Quota(permits, slice));
    }

    @ParameterizedTest
    @CsvSource({"350, PT1S, 3", "7, PT1M, 5", "100000, PT1S, 2", "1, PT24H, 64"})
    void all_shares_together_never_exceed_the_rate(int messages, Duration per, int processes) {
        Quota quota = Quota.of(new Rate(messages, per), processes);

        double together = (double) quota.permits() * processes / quota.slice().toNanos();

        assertThat(together).isLessThanOrEqualTo((double) messages / per.toNanos() * 1.000001);
    }
}
