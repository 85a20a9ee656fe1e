package dev.tidegate.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        "90, PT1M30S",
        "' 7 ', PT7S",
        "007, PT7S",
        "86400, PT24H",
        "86401, PT24H",
        "31536000, PT24H",
        "100000000000000000000, PT24H",
        "0000000000000000000000000000000000000000000000000000000000000060, PT1M",
    })
    void reads_seconds_and_keeps_them_within_a_day(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 24 Nov 2026 01:03:03 GMT | PT1M",
                "Tuesday, 24-Nov-26 01:03:03 GMT | PT1M",
                "Tue Nov 24 01:03:03 2026 | PT1M",
                "Sun Nov  1 01:03:03 2026 | PT0S",
                "Tue, 24 Nov 2026 01:02:03 GMT | PT0S",
                "Mon, 23 Nov 2026 01:02:03 GMT | PT0S",
                "Sun, 06 Nov 1994 08:49:37 GMT | PT0S",
                "Wed, 24 Nov 2027 01:02:03 GMT | PT24H",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT24H",
            })
    void reads_dates_in_all_forms_of_http_and_keeps_them_within_a_day(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+7",
                "7.5",
                "1e3",
                "7s",
                "\u0667",
                "Tue, 32 Nov 2026 01:02:03 GMT",
                "Wed, 24 Nov 2026 01:02:03 GMT",
                "2026-11-24T01:02:03Z",
                "00000000000000000000000000000000000000000000000000000000000000060"
            })
    void takes_garbage_for_no_wish_at_all(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void has_nothing_to_read_without_the_header() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
