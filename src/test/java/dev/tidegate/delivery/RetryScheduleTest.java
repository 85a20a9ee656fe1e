package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.DestinationSettings.Retry;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    /** For any settings and any attempt: within zero and the cap, and never before what the ESP asked for. */
    @Test
    void always_waits_within_its_bounds() {
        Random cases = new Random(20261124);
        for (int i = 0; i < 20_000; i++) {
            long initial = cases.nextLong(0, 10_000);
            long max = initial + cases.nextLong(0, 10_000_000);
            double factor = 1 + cases.nextDouble() * 9;
            Retry retry =
                    new Retry(Duration.ofMillis(initial), factor, Duration.ofMillis(max), Duration.ofDays(1), null);
            int attempt = cases.nextInt(1, 5_000);
            Duration least = cases.nextBoolean() ? null : Duration.ofSeconds(cases.nextInt(0, 86_400));

            long waited = new RetrySchedule(retry, cases).after(attempt, least).toMillis();

            double longest = Math.min((double) max, initial * Math.pow(factor, attempt - 1));
            long floor = least == null ? 0 : least.toMillis();
            assertThat(waited).isBetween(floor, Math.max(floor, (long) longest));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "12, 2048000", "13, 3600000", "1000, 3600000"})
    void doubles_the_longest_wait_up_to_the_cap_with_jitter_everywhere(int attempt, long longest) {
        RetrySchedule schedule = new RetrySchedule(Retry.DEFAULT, new Random(1));

        long[] waits = IntStream.range(0, 2_000)
                .mapToLong(i -> schedule.after(attempt, null).toMillis())
                .sorted()
                .toArray();

        assertThat(waits[0]).isLessThan(longest / 20);
        assertThat(waits[1_000]).isBetween(longest * 4 / 10, longest * 6 / 10);
        assertThat(waits[1_999]).isBetween(longest * 95 / 100, longest);
    }

    @Test
    void even_the_shortest_wait_has_jitter() {
        Retry shortest = new Retry(Duration.ofMillis(1), 2, Duration.ofHours(1), Duration.ofDays(1), null);
        RetrySchedule schedule = new RetrySchedule(shortest, new Random(1));

        assertThat(IntStream.range(0, 100)
                        .mapToLong(i -> schedule.after(1, null).toMillis()))
                .containsOnly(0L, 1L);
    }

    @Test
    void waits_as_long_as_the_esp_asks_when_that_is_longer() {
        RetrySchedule schedule = new RetrySchedule(Retry.DEFAULT, new Random(1));

        assertThat(schedule.after(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60", "3600, 3600", "86400, 3600"})
    void what_is_put_off_waits_the_longer_the_longer_it_has_waited(long waitedSeconds, long longestSeconds) {
        RetrySchedule schedule = new RetrySchedule(Retry.DEFAULT, new Random(1));
        Duration rest = Duration.ofSeconds(30);

        long[] waits = IntStream.range(0, 2_000)
                .mapToLong(i -> schedule.putOff(rest, Duration.ofSeconds(waitedSeconds))
                        .minus(rest)
                        .toMillis())
                .sorted()
                .toArray();

        assertThat(waits[0]).isBetween(0L, longestSeconds * 1_000 / 20);
        assertThat(waits[1_000]).isBetween(longestSeconds * 400, longestSeconds * 600);
        assertThat(waits[1_999]).isBetween(longestSeconds * 950, longestSeconds * 1_000);
    }
}
