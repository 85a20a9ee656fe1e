package dev.tidegate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);

    @Test
    void reads_each_kind_of_value_as_its_plain_type() {
        String json = """
            {"text": "Jo\\u00e9 \\ud83d\\ude00 \\"q\\"", "yes": true, "no": false, "nothing": null, "whole": 42,
             "id": 9007199254740993, "big": 18446744073709551616, "money": 129.90, "small": -1e-7,
             "list": [1, [], {}]}
            """;

        assertThat(read(json)).isEqualTo(expected());
    }

    private static Map<String, Object> expected() {
        Map<String, Object> value = new java.util.LinkedHashMap<>();
        value.put("text", "Joé 😀 \"q\"");
        value.put("yes", true);
        value.put("no", false);
        value.put("nothing", null);
        value.put("whole", 42L);
        value.put("id", 9007199254740993L);
        value.put("big", new BigInteger("18446744073709551616"));
        value.put("money", new BigDecimal("129.90"));
        value.put("small", new BigDecimal("-1e-7"));
        value.put("list", List.of(1L, List.of(), Map.of()));
        return value;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"\"",
                "0",
                "-0",
                " [ ] ",
                "\t{\r\n}",
                "\"\\/\\b\\f\\n\\r\\t\\\\\"",
                "\"\u007f\"",
                "\"é€😀\""
            })
    void accepts_what_the_standard_allows(String json) {
        assertThat(reader.read(json.getBytes(UTF_8))).isInstanceOf(JsonResult.Read.class);
    }

    /** The rows 67 to 69 of the reliability notes, and their like. */
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("empty", bytes("")),
                arguments("blank", bytes("  \n")),
                arguments("duplicate name", bytes("{\"a\":1,\"a\":2}")),
                arguments("duplicate name, null first", bytes("{\"a\":null,\"b\":1,\"a\":2}")),
                arguments("duplicate name by an escape", bytes("{\"a\":1,\"\\u0061\":2}")),
                arguments("duplicate name in a list's object", bytes("[{\"a\":1,\"a\":1}]")),
                arguments("block comment", bytes("{/* c */\"a\":1}")),
                arguments("line comment", bytes("{\"a\":1} // c")),
                arguments("hash comment", bytes("# c\n{}")),
                arguments("byte order mark", concat(hex("efbbbf"), bytes("{}"))),
                arguments("UTF-16 big end first", "{\"a\":1}".getBytes(UTF_16BE)),
                arguments("UTF-16 little end first", "{\"a\":1}".getBytes(UTF_16LE)),
                arguments("UTF-16 mark", concat(hex("feff"), "{}".getBytes(UTF_16BE))),
                arguments("UTF-32", hex("0000007b0000007d")),
                arguments("NUL behind", bytes("{}\0")),
                arguments("NaN", bytes("[NaN]")),
                arguments("Infinity", bytes("[Infinity]")),
                arguments("-Infinity", bytes("[-Infinity]")),
                arguments("huge exponent", bytes("[1e9999999]")),
                arguments("tiny exponent", bytes("[1e-9999999]")),
                arguments("exponent beyond int", bytes("[1e99999999999]")),
                arguments("leading zero", bytes("[01]")),
                arguments("negative leading zero", bytes("[-01]")),
                arguments("plus", bytes("[+1]")),
                arguments("no digit before the point", bytes("[.5]")),
                arguments("no digit behind the point", bytes("[5.]")),
                arguments("hexadecimal", bytes("[0x1]")),
                arguments("single quotes", bytes("{'a':1}")),
                arguments("bare name", bytes("{a:1}")),
                arguments("comma at the end of a list", bytes("[1,]")),
                arguments("comma at the end of an object", bytes("{\"a\":1,}")),
                arguments("missing value", bytes("[1,,2]")),
                arguments("missing colon", bytes("{\"a\" 1}")),
                arguments("trailing text", bytes("{} x")),
                arguments("second document", bytes("{}{}")),
                arguments("unclosed object", bytes("{\"a\":1")),
                arguments("unclosed list", bytes("[1")),
                arguments("unclosed string", bytes("[\"a")),
                arguments("wrong bracket", bytes("[1}")),
                arguments("bare word", bytes("hello")),
                arguments("upper case literal", bytes("[True]")),
                arguments("tab in a string", bytes("[\"a\tb\"]")),
                arguments("newline in a name", bytes("{\"a\nb\":1}")),
                arguments("NUL in a string", bytes("[\"a\0b\"]")),
                arguments("unknown escape", bytes("[\"\\x41\"]")),
                arguments("short escape", bytes("[\"\\u12\"]")),
                arguments("half a surrogate pair, high", bytes("[\"\\ud83d\"]")),
                arguments("half a surrogate pair, low", bytes("[\"\\ude00x\"]")),
                arguments("surrogates the wrong way round", bytes("[\"\\ude00\\ud83d\"]")),
                arguments("half a surrogate pair in a name", bytes("{\"\\ud83d\":1}")),
                arguments("CESU-8 surrogates", concat(bytes("[\""), hex("eda0bdedb880"), bytes("\"]"))),
                arguments("overlong slash, two bytes", concat(bytes("[\""), hex("c0af"), bytes("\"]"))),
                arguments("overlong slash, three bytes", concat(bytes("[\""), hex("e080af"), bytes("\"]"))),
                arguments("overlong, four bytes", concat(bytes("[\""), hex("f0808080"), bytes("\"]"))),
                arguments("above U+10FFFF", concat(bytes("[\""), hex("f4908080"), bytes("\"]"))),
                arguments("five bytes", concat(bytes("[\""), hex("f888808080"), bytes("\"]"))),
                arguments("lone continuation", concat(bytes("[\""), hex("80"), bytes("\"]"))),
                arguments("cut sequence", concat(bytes("[\""), hex("e282"), bytes("\"]"))),
                arguments("cut at the end", concat(bytes("[\"abcdefgh"), hex("e2"))),
                arguments("Latin-1", "[\"é\"]".getBytes(ISO_8859_1)),
                arguments("no-break space between", concat(bytes("["), hex("c2a0"), bytes("1]"))),
                arguments("33 deep", bytes("[".repeat(33) + "]".repeat(33))),
                arguments("100,000 deep", bytes("[".repeat(100_000))),
                arguments("101 digits", bytes("[" + "1".repeat(101) + "]")),
                arguments("101 digits behind the point", bytes("[0." + "1".repeat(101) + "]")),
                arguments("5,000 digits", bytes("[" + "9".repeat(5_000) + "]")),
                arguments("name of 257 characters", bytes("{\"" + "n".repeat(257) + "\":1}")),
                arguments("name of 100 KB", bytes("{\"" + "n".repeat(100_000) + "\":1}")),
                arguments("string too long", bytes("[\"" + "s".repeat(1024 * 1024 + 1) + "\"]")),
                arguments("too many values", bytes("[" + "1,".repeat(200_000) + "1]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses_what_two_systems_could_read_in_two_ways(String name, byte[] json) {
        assertThat(reader.read(json)).isInstanceOf(JsonResult.Malformed.class);
    }

    @Test
    void accepts_the_limits_themselves() {
        String json = "{\"" + "n".repeat(256) + "\":" + "[".repeat(31) + "1".repeat(100) + ",\""
                + "s".repeat(1024 * 1024) + "\"" + "]".repeat(31) + "}";

        assertThat(reader.read(json.getBytes(UTF_8))).isInstanceOf(JsonResult.Read.class);
    }

    @Test
    void tells_where_the_fault_is_without_quoting_the_document() {
        JsonResult result = reader.read(bytes("{\"email\": jo@shop.example}"));

        assertThat(result).isInstanceOfSatisfying(JsonResult.Malformed.class, malformed -> {
            assertThat(malformed.offset()).isBetween(9L, 13L);
            assertThat(malformed.message()).doesNotContain("jo").doesNotContain("email");
        });
    }

    @Test
    void counts_offsets_from_the_start_of_the_document() {
        byte[] bytes = concat(bytes("xxxx[1,\""), hex("ff"), bytes("\"][7]"));

        assertThat(reader.read(bytes, 11, 3)).isEqualTo(new JsonResult.Read(List.of(7L)));
        assertThat(reader.read(bytes, 4, 6)).isEqualTo(new JsonResult.Malformed("not valid UTF-8", 4));
    }

    @Test
    void reads_ten_thousand_colliding_names_in_bounded_time() {
        List<String> names = collisions(13);
        String json = names.stream().map(name -> '"' + name + "\":1").collect(Collectors.joining(",", "{", "}"));
        assertThat(names)
                .hasSize(8192)
                .allMatch(name -> name.hashCode() == names.getFirst().hashCode());

        assertThat(reader.read(bytes(json))).isInstanceOf(JsonResult.Read.class);
        long start = System.nanoTime();
        JsonResult result = reader.read(bytes(json));

        assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
        assertThat(result).isInstanceOf(JsonResult.Read.class);
    }

    /** "Aa" and "BB" have the same hash, and so has every text made of as many of them. */
    private static List<String> collisions(int length) {
        List<String> texts = new ArrayList<>(List.of(""));
        IntStream.range(0, length).forEach(i -> {
            List<String> longer = new ArrayList<>();
            texts.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            texts.clear();
            texts.addAll(longer);
        });
        return texts;
    }

    private @Nullable Object read(String json) {
        return ((JsonResult.Read) reader.read(json.getBytes(UTF_8))).value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
