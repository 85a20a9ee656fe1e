package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static QuietHours hours(String from, String to) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), null, BERLIN, QuietHours.Then.DEFER);
    }

    private static Profile in(@Nullable String zone) {
        ProfileId id = new ProfileId("jo");
        Map<String, Object> fields = zone == null ? Map.of() : Map.of("timezone", zone);
        return new Profile(
                id,
                Instant.EPOCH,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                fields,
                Map.of(),
                Map.of(),
                0,
                Map.of(),
                null,
                null,
                null,
                1);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        // across midnight
        "21:00, 08:00, 2026-11-24T20:59, ",
        "21:00, 08:00, 2026-11-24T21:00, 2026-11-25T08:00",
        "21:00, 08:00, 2026-11-25T00:00, 2026-11-25T08:00",
        "21:00, 08:00, 2026-11-25T07:59, 2026-11-25T08:00",
        "21:00, 08:00, 2026-11-25T08:00, ",
        // within a day
        "12:00, 13:00, 2026-11-24T11:59, ",
        "12:00, 13:00, 2026-11-24T12:00, 2026-11-24T13:00",
        "12:00, 13:00, 2026-11-24T13:00, ",
        // the night in which the clocks go forward is an hour shorter, the one in which they go back an hour longer
        "21:00, 08:00, 2026-03-28T23:00, 2026-03-29T08:00",
        "21:00, 08:00, 2026-10-24T23:00, 2026-10-25T08:00",
        // an end that the clocks skip
        "21:00, 02:30, 2026-03-28T23:00, 2026-03-29T03:30",
    })
    void end_at_the_customers_time_of_day(String from, String to, String local, @Nullable String end) {
        Instant expected = end == null ? null : at(end);

        assertThat(hours(from, to).endAfter(at(local), in(null))).isEqualTo(expected);
    }

    @Test
    void the_short_night_is_short_and_the_long_one_long() {
        QuietHours night = hours("21:00", "08:00");

        assertThat(Duration.between(at("2026-03-28T21:00"), night.endAfter(at("2026-03-28T21:00"), in(null))))
                .isEqualTo(Duration.ofHours(10));
        assertThat(Duration.between(at("2026-10-24T21:00"), night.endAfter(at("2026-10-24T21:00"), in(null))))
                .isEqualTo(Duration.ofHours(12));
    }

    @Test
    void count_in_the_customers_own_zone_or_the_default_where_it_is_unknown() {
        QuietHours night = hours("21:00", "08:00");
        Instant tenInBerlin = at("2026-11-24T22:00");

        assertThat(night.endAfter(tenInBerlin, in("America/New_York"))).isNull();
        assertThat(night.endAfter(tenInBerlin, in("Middle/Earth"))).isEqualTo(at("2026-11-25T08:00"));
        assertThat(night.endAfter(tenInBerlin, in("UTC"))).isEqualTo(Instant.parse("2026-11-25T08:00:00Z"));
    }

    @Test
    void count_in_one_zone_for_all_where_that_is_wanted() {
        QuietHours night = new QuietHours(
                LocalTime.of(21, 0), LocalTime.of(8, 0), ZoneId.of("America/New_York"), BERLIN, QuietHours.Then.DEFER);

        assertThat(night.endAfter(at("2026-11-24T22:00"), in("Europe/Berlin"))).isNull();
        assertThat(night.endAfter(at("2026-11-25T04:00"), in("Europe/Berlin"))).isEqualTo(at("2026-11-25T14:00"));
    }

    @ParameterizedTest
    @CsvSource({"21:00, 08:00, PT13H", "12:00, 13:00, PT23H", "08:00, 07:59, PT1M", "00:00, 23:59:59, PT1S"})
    void what_is_no_quiet_time_is_open(String from, String to, Duration open) {
        assertThat(hours(from, to).openSeconds()).isEqualTo(open.toSeconds());
    }

    @Test
    void whatever_the_moment_the_end_is_within_a_day_and_no_quiet_time_itself() {
        Random random = new Random(11);
        List<String> zones =
                List.of("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC");
        for (int i = 0; i < 20_000; i++) {
            LocalTime from = LocalTime.ofSecondOfDay(random.nextInt(86_400));
            LocalTime to = LocalTime.ofSecondOfDay(random.nextInt(86_400));
            if (from.equals(to)) {
                continue;
            }
            QuietHours hours = new QuietHours(from, to, null, BERLIN, QuietHours.Then.DEFER);
            Instant moment = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(366 * 86_400));
            Profile customer = in(zones.get(random.nextInt(zones.size())));
            Instant end = hours.endAfter(moment, customer);
            if (end != null) {
                assertThat(end).isAfter(moment).isBefore(moment.plus(Duration.ofHours(26)));
                assertThat(hours.endAfter(end, customer))
                        .as("%s to %s at %s", from, to, moment)
                        .satisfiesAnyOf(
                                after -> assertThat(after).isNull(),
                                // the hour that comes twice, or a window as long as the day
                                after -> assertThat(after).isAfter(end));
            }
        }
    }
}
