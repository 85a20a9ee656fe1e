package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTest {
    @ParameterizedTest
    @CsvSource({
        "tg:{p1}:a, tg:{p1}:b, true",
        "tg:{p1}:a, tg:{p2}:b, false",
        "tg:{p1}:a, tg:{p11}:b, false",
        "tg:{p1}:a, other:{p1}:b, true",
        "tg:meta, tg:meta, true",
        "tg:meta, tg:members, false",
        "tg:{}:a, tg:{}:b, false",
        "tg:{p1:a, tg:{p1:a, true",
        "{p1}, x{p1}y{p2}, true",
    })
    void shares_a_slot_if_the_tags_are_equal(String one, String other, boolean shares) {
        assertThat(new Key(one).sharesTagWith(new Key(other))).isEqualTo(shares);
        assertThat(new Key(other).sharesTagWith(new Key(one))).isEqualTo(shares);
    }
}
