package dev.tidegate.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03.500Z");

    @ParameterizedTest
    @CsvSource({
        "ratelimit-, 12, PT12S",
        "ratelimit-, 0.5,",
        "ratelimit-, 12.9, PT12S",
        "x-ratelimit-, 7, PT7S",
        "x-ratelimit-, 1795482130, PT6.5S",
        "x-ratelimit-, 1795482130250, PT6.75S",
        "x-ratelimit-, 1795482000,",
        "x-sib-ratelimit-, 3600, PT1H",
        "x-sib-ratelimit-, 999999, PT24H",
        "x-hubspot-ratelimit-, 7,",
    })
    void tells_how_long_until_what_is_used_up_comes_back(String family, String reset, Duration expected) {
        assertThat(rest(200, Map.of(family + "remaining", "0", family + "reset", reset)))
                .isEqualTo(expected);
    }

    @Test
    void does_not_need_to_hear_that_nothing_remains_when_it_was_too_much() {
        assertThat(rest(429, Map.of("x-ratelimit-reset", "7"))).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3499", "", "none", "-1"})
    void has_nothing_to_say_while_something_remains_or_it_is_not_told(String remaining) {
        assertThat(rest(200, Map.of("ratelimit-remaining", remaining, "ratelimit-reset", "12")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-7", "0", "1e3", "2026-11-24T01:02:03Z", "99999999999999999999"})
    void takes_garbage_for_nothing(String reset) {
        assertThat(rest(429, Map.of("ratelimit-remaining", "0", "ratelimit-reset", reset)))
                .isNull();
    }

    private static @Nullable Duration rest(int status, Map<String, String> headers) {
        return LimitHeaders.rest(new EspAnswer(status, headers, new byte[0], NOW));
    }
}
