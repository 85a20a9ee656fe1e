package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPathTest {
    @Test
    void names_a_value_within_one_part_of_an_event() {
        assertThat(EventPath.parse("properties.product.id"))
                .isEqualTo(new EventPath(List.of("properties", "product", "id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "properties", "properties.", ".id", "properties..id", "profile.email"})
    void is_neither_a_whole_part_nor_anything_outside_of_an_event(String text) {
        assertThat(EventPath.parse(text)).isNull();
    }
}
