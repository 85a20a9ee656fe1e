package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Instant END = Instant.parse("2026-11-25T08:00:00Z");
    private static final int RUNS = 15_000;

    private static QuietHours hours(String from, String to) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), null, ZoneOffset.UTC, QuietHours.Then.DEFER);
    }

    private static Duration afterEnd(QuietHours hours, int run) {
        return Duration.between(
                END, Spread.after(END, hours, new RunKey("cart", ""), EventId.of("shop", "order-" + run)));
    }

    private static LongStream millisAfterEnd(QuietHours hours) {
        return IntStream.range(0, RUNS).mapToLong(run -> afterEnd(hours, run).toMillis());
    }

    @Test
    void what_a_night_held_up_goes_out_evenly_over_a_quarter_of_an_hour() {
        QuietHours night = hours("21:00", "08:00");
        long[] inMinute = new long[15];
        millisAfterEnd(night).forEach(millis -> inMinute[(int) (millis / 60_000)]++);

        assertThat(LongStream.of(inMinute))
                .allSatisfy(runs -> assertThat(runs).isCloseTo(RUNS / 15, Offset.offset(150L)));
    }

    @Test
    void it_is_out_within_a_quarter_of_the_time_until_the_next_quiet_hours() {
        QuietHours allButTwentyMinutes = hours("08:20", "08:00");
        assertThat(millisAfterEnd(allButTwentyMinutes).summaryStatistics())
                .satisfies(millis -> assertThat(millis.getMin()).isBetween(0L, 1_000L))
                .satisfies(millis -> assertThat(millis.getMax()).isBetween(299_000L, 299_999L));

        QuietHours allButOneSecond = hours("08:00:01", "08:00");
        assertThat(millisAfterEnd(allButOneSecond)).allMatch(millis -> millis >= 0 && millis < 1_000);
    }

    @Test
    void a_run_that_is_decided_again_even_by_another_version_has_the_same_moment() {
        QuietHours night = hours("21:00", "08:00");

        assertThat(IntStream.range(0, 4).mapToObj(run -> afterEnd(night, run).toString()))
                .containsExactly("PT10M50.691S", "PT3M48.614S", "PT5M47.776S", "PT11M59.478S");
    }
}
