package dev.tidegate.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.http.HttpResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {
    @ParameterizedTest
    @CsvSource({
        "200, found",
        "204, found",
        "301, refused",
        "400, refused",
        "401, denied",
        "403, denied",
        "404, refused",
        "408, failed",
        "422, refused",
        "425, failed",
        "429, limited",
        "500, failed",
        "503, failed"
    })
    void a_status_has_its_meaning(int status, String meaning) {
        assertThat(read(status, Map.of(), "{}").label()).isEqualTo(meaning);
    }

    @Test
    void the_provider_says_for_how_long_it_wants_to_be_left_alone() {
        assertThat(read(429, Map.of("x-rate-limit-time-reset-ms", "1500"), ""))
                .isEqualTo(new Told.Limited(Duration.ofMillis(1500), "the provider answered 429: too many questions"));
        assertThat(read(429, Map.of("retry-after", "7"), "")).extracting("rest").isEqualTo(Duration.ofSeconds(7));
        assertThat(read(429, Map.of(), "")).extracting("rest").isEqualTo(Duration.ofSeconds(5));
        assertThat(read(503, Map.of("retry-after", "20"), ""))
                .extracting("rest")
                .isEqualTo(Duration.ofSeconds(20));
        Map<String, String> last = Map.of("x-rate-limit-requests-left", "0", "x-rate-limit-time-reset-ms", "800");
        assertThat(read(200, last, "1")).isEqualTo(new Told.Found(1L, 1, Duration.ofMillis(800)));
        Map<String, String> more = Map.of("x-rate-limit-requests-left", "9", "x-rate-limit-time-reset-ms", "800");
        assertThat(read(200, more, "1")).isEqualTo(new Told.Found(1L, 1, Duration.ZERO));
    }

    @Test
    void what_is_cut_off_or_too_long_is_no_answer() {
        assertThat(read(200, Map.of(), "{\"id\":")).isInstanceOf(Told.Failed.class);
        assertThat(read(200, Map.of(), " ".repeat(AnswerReader.LARGEST))).isInstanceOf(Told.Refused.class);
    }

    @Test
    void an_address_that_is_not_public_is_not_asked_again() {
        assertThat(AnswerReader.read(new HttpResult.Forbidden("a private address")))
                .isEqualTo(new Told.Refused("a private address"));
        assertThat(AnswerReader.read(new HttpResult.NoAnswer("no answer in time")))
                .isEqualTo(new Told.Failed(Duration.ZERO, "no answer in time"));
    }

    private static Told read(int status, Map<String, String> headers, String body) {
        return AnswerReader.read(new HttpResult.Answered(
                new EspAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)));
    }
}
