package dev.tidegate.source;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** JSON in which some values were replaced by what no provider would send. */
final class Mutations {
    private static final List<@Nullable Object> ODD = Arrays.asList(
            null,
            "",
            "guest",
            "x".repeat(300),
            "jo@shop.example",
            "not an address",
            "2026-13-45T99:99:99Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "\ud83d\ude00\u0000\u2028",
            "+49 30 1234567",
            "-12.50",
            0L,
            -1L,
            Long.MAX_VALUE,
            new BigInteger("9".repeat(99)),
            new BigDecimal("1e100"),
            new BigDecimal("-1e-100"),
            new BigDecimal("0.1"),
            true,
            false,
            List.of(),
            List.of(List.of(Map.of())),
            Map.of(),
            Map.of("email", "x", "id", 1L));

    private Mutations() {}

    static byte[] of(byte[] json, Random random) {
        JsonResult result = new JsonReader(JsonLimits.DEFAULT).read(json);
        return JsonWriter.bytesOf(mutated(((JsonResult.Read) result).value(), random));
    }

    private static @Nullable Object mutated(@Nullable Object value, Random random) {
        if (random.nextInt(12) == 0) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, element) -> copy.put(name, mutated(element, random)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(mutated(element, random)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
