package dev.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents with bytes changed by chance: we read what Jackson reads, as the same value, and nothing else. */
class JsonReaderAgainstJacksonTest {
    private static final int ROUNDS = 200_000;
    private static final byte[] SIGNS =
            "{}[]\",:\\ \t\n\r0123456789.-+eEabfnrtuls/{}[]\",:0".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> DOCUMENTS = List.of(
            "{\"a\":1,\"b\":[true,false,null,-0.50,1e3,12345678901234567890],\"c\":{\"d\":\"x\\n\\\"y\",\"e\":{}}}",
            "[0,-0,0.0,-0.0,1E+2,1e-2,123456789012345678,1234567890123456789,-9223372036854775808,9223372036854775808]",
            " { \"long name of a field\" : \"a text that is longer than eight bytes\" , \"\" : [ ] }\n",
            "\"just text with \\/ \\b\\f\\t\"",
            "[[[[[\"deep\"]]]],{\"a\":{\"a\":{\"a\":[{}]}}}]");

    private final JsonFactory jackson = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);

    @Test
    void reads_the_same_values_and_refuses_the_same_documents() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = mutated(DOCUMENTS.get(random.nextInt(DOCUMENTS.size())), random);
            String text = new String(document, StandardCharsets.US_ASCII);
            if (!text.contains("\\u")) {
                assertThat(
                                reader.read(document) instanceof JsonResult.Read read
                                        ? List.of(plain(read.value()))
                                        : "refused")
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(byJackson(document));
            }
        }
    }

    private static Object plain(@Nullable Object value) {
        return value == null ? "null" : value;
    }

    private static byte[] mutated(String document, Random random) {
        byte[] bytes = document.getBytes(StandardCharsets.US_ASCII);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte sign = SIGNS[random.nextInt(SIGNS.length)];
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = sign;
                case 1 -> bytes = joined(Arrays.copyOf(bytes, at), new byte[] {sign}, from(bytes, at));
                case 2 -> bytes = bytes.length > 1 ? joined(Arrays.copyOf(bytes, at), from(bytes, at + 1)) : bytes;
                default -> bytes = joined(Arrays.copyOf(bytes, at), from(bytes, random.nextInt(bytes.length)));
            }
            bytes = bytes.length == 0 ? new byte[] {sign} : bytes;
        }
        return bytes;
    }

    private static byte[] from(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private Object byJackson(byte[] document) {
        try (JsonParser parser = jackson.createParser(document)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "refused";
            }
            Object value = plain(value(parser, first));
            return parser.nextToken() == null && isSmall(value) ? List.of(value) : "refused";
        } catch (IOException | NumberFormatException e) {
            return "refused";
        }
    }

    /** Jackson knows no limit for an exponent. */
    private static boolean isSmall(Object value) {
        return switch (value) {
            case java.math.BigDecimal number ->
                number.scale() <= 100 && (long) number.precision() - number.scale() <= 100;
            case List<?> list -> list.stream().allMatch(element -> element == null || isSmall(element));
            case Map<?, ?> map -> map.values().stream().allMatch(element -> element == null || isSmall(element));
            default -> true;
        };
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    map.put(name, value(parser, parser.nextToken()));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
