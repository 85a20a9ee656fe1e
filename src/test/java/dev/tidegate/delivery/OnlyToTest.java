package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnlyToTest {
    @ParameterizedTest
    @CsvSource({
        "*@shop.example, jo@shop.example, true",
        "*@shop.example, JO@SHOP.EXAMPLE, true",
        "*@shop.example, jo@shop.example.evil, false",
        "*@shop.example, jo@notshop.example, false",
        "jo@shop.example, jo@shop.example, true",
        "jo@shop.example, bo@shop.example, false",
        "qa+*@shop.*, qa+7@shop.example, true",
        "qa+*@shop.*, qa@shop.example, false",
        "+49*, +493012345, true",
        "+49*, +4312345, false",
        "a*ab*b, aabb, true",
        "a*ab*b, aab, false",
        "*, anybody@anywhere.example, true"
    })
    void compares_the_whole_address(String pattern, String address, boolean reached) {
        assertThat(new OnlyTo(List.of("nobody@nowhere.example", pattern)).permits(address))
                .isEqualTo(reached);
    }

    @Test
    void holds_back_what_has_no_address_only_where_there_is_a_limit() {
        assertThat(OnlyTo.ANYBODY.permits(null)).isTrue();
        assertThat(new OnlyTo(List.of("*")).permits(null)).isFalse();
    }
}
