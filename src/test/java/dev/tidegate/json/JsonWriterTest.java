package dev.tidegate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    @Test
    void writes_plain_values_compactly_in_their_order() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", "Jo");
        map.put("a", Arrays.asList(1L, null, true, new BigDecimal("129.90"), List.of(), Map.of()));
        map.put("big", new BigInteger("18446744073709551616"));

        assertThat(JsonWriter.textOf(map))
                .isEqualTo("{\"z\":\"Jo\",\"a\":[1,null,true,129.90,[],{}],\"big\":18446744073709551616}");
    }

    @Test
    void writes_step_by_step_and_embeds_what_is_written_already() {
        JsonWriter writer = new JsonWriter(1)
                .startObject()
                .name("n")
                .value(Long.MIN_VALUE)
                .name("m")
                .value(1234567890123L)
                .name("raw")
                .raw("{\"x\":1}".getBytes(UTF_8))
                .name("list")
                .startList()
                .value("a")
                .value(false)
                .startObject()
                .endObject()
                .endList()
                .name("last")
                .value((Object) null)
                .endObject();

        assertThat(new String(writer.toBytes(), UTF_8))
                .isEqualTo("{\"n\":-9223372036854775808,\"m\":1234567890123,"
                        + "\"raw\":{\"x\":1},\"list\":[\"a\",false,{}],\"last\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "é€😀 mixed", "\"\\/\b\f\n\r\t\u0000\u001f\u007f", "\u2028\ufffd", "aaaa\n"})
    void what_it_writes_the_reader_reads_back(String text) {
        Object value = Map.of(text, List.of(text));

        assertThat(new JsonReader(JsonLimits.DEFAULT).read(JsonWriter.bytesOf(value)))
                .isEqualTo(new JsonResult.Read(value));
    }

    @Test
    void writes_decimals_in_full_as_long_as_they_stay_short() {
        assertThat(JsonWriter.textOf(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(JsonWriter.textOf(new BigDecimal("0.0000001"))).isEqualTo("0.0000001");
        assertThat(JsonWriter.textOf(new BigDecimal("1E+9999999"))).isEqualTo("1E+9999999");
        assertThat(JsonWriter.textOf(0.1)).isEqualTo("0.1");
    }

    @Test
    void refuses_what_json_cannot_hold() {
        assertThatThrownBy(() -> JsonWriter.bytesOf(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonWriter.bytesOf("\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonWriter.bytesOf("\ud83dx")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonWriter.bytesOf(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonWriter.bytesOf(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
