package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {
    private static @Nullable String valueOf(Object value) {
        return Token.in(
                        event("c1", "checkout_started", "jo@shop.example", NOON, properties("id", value)),
                        List.of("id"))
                .stream()
                .map(Token::value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void a_value_counts_by_its_text_whatever_its_type() {
        assertThat(valueOf("5")).isEqualTo("5");
        assertThat(valueOf(5L)).isEqualTo("5");
        assertThat(valueOf(new BigInteger("5"))).isEqualTo("5");
        assertThat(valueOf(new BigDecimal("5.00"))).isEqualTo("5");
        assertThat(valueOf(true)).isEqualTo("true");
    }

    @Test
    void what_is_missing_empty_or_no_single_value_is_none() {
        assertThat(Token.in(event("c1", "checkout_started", "jo@shop.example", NOON, properties()), List.of("id")))
                .isEmpty();
        assertThat(valueOf("")).isNull();
        assertThat(valueOf(List.of("5"))).isNull();
        assertThat(valueOf(Map.of("id", "5"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"12.50, 12.5", "1E+2, 100", "1E+65, 1E+65", "1E-65, 1E-65", "1E-1000000, 1E-1000000"})
    void a_decimal_is_written_out_unless_that_takes_too_many_digits(BigDecimal number, String text) {
        assertThat(valueOf(number)).isEqualTo(text);
    }

    @Test
    void a_decimal_of_sixty_four_digits_is_still_written_out() {
        assertThat(valueOf(new BigDecimal("1E+64"))).isEqualTo("1" + "0".repeat(64));
        assertThat(valueOf(new BigDecimal("1E-64"))).isEqualTo("0." + "0".repeat(63) + "1");
    }

    @Test
    void a_value_longer_than_128_signs_is_told_by_its_digest() {
        assertThat(valueOf("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(valueOf("x".repeat(129))).hasSize(22).isNotEqualTo(valueOf("x".repeat(130)));
    }
}
