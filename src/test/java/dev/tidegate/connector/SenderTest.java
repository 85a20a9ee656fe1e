package dev.tidegate.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
    @Test
    void is_an_address_alone() {
        assertThat(Sender.parse(" news@shop.example ")).isEqualTo(new Sender("news@shop.example", null));
        assertThat(Sender.parse("news@shop.example")).hasToString("news@shop.example");
    }

    @ParameterizedTest
    @CsvSource({"Shop <news@shop.example>, Shop", "'\"Caf\u00e9, Ltd.\" <news@shop.example>', 'Caf\u00e9, Ltd.'"})
    void has_a_name_before_it(String text, String name) {
        assertThat(Sender.parse(text)).isEqualTo(new Sender("news@shop.example", name));
        assertThat(Sender.parse(text)).hasToString("\"" + name + "\" <news@shop.example>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "news",
                "<news@shop.example>",
                "Shop news@shop.example",
                "a@b.example, c@d.example",
                "Shop\nBcc: x <news@shop.example>",
                "a@b.example <news@shop.example> <x@y.example>"
            })
    void is_nothing_else(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sender.parse(text));
    }
}
