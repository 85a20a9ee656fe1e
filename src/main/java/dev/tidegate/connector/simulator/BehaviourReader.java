package dev.tidegate.connector.simulator;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Reads a behaviour, such as {@code {"kind":"failing","status":503,"for_ms":5000}}, with {@code status}, {@code
 * retry_after}, {@code for_ms} and {@code requests}, or {@code {"kind":"slow","by_ms":300}}, or {@code {"kind":"healthy"}}.
 */
final class BehaviourReader {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    private BehaviourReader() {}

    /** @throws IllegalArgumentException if it is something else */
    static Behaviour read(byte[] json, Instant now) {
        if (!(READER.read(json) instanceof JsonResult.Read(Map<?, ?> map))) {
            throw new IllegalArgumentException("a behaviour is an object");
        }
        return switch (String.valueOf(map.get("kind"))) {
            case "healthy" -> Behaviour.HEALTHY;
            case "slow" -> new Behaviour.Slow(Duration.ofMillis(number(map, "by_ms", 100)));
            case "failing" ->
                new Behaviour.Failing(
                        (int) number(map, "status", 503),
                        map.get("retry_after") instanceof String text ? text : null,
                        map.containsKey("for_ms") ? now.plusMillis(number(map, "for_ms", 0)) : null,
                        number(map, "requests", Long.MAX_VALUE));
            default -> throw new IllegalArgumentException("kind is healthy, slow or failing");
        };
    }

    private static long number(Map<?, ?> map, String name, long otherwise) {
        Object value = map.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(name + " is a whole number");
    }
}
