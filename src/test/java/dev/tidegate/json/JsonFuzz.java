package dev.tidegate.json;

import dev.tidegate.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The JSON reader: what it reads can be written and is read the same again; what it refuses it places and never quotes. */
public final class JsonFuzz implements FuzzTarget {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    /** As for what is stored: a number with an exponent is written out in full. */
    private static final JsonReader STORED = new JsonReader(new JsonLimits(64, 1_000_000, 1024, 2 << 20, 200));

    @Override
    public void run(byte[] input) {
        switch (READER.read(input)) {
            case JsonResult.Read(Object value) -> {
                byte[] written = JsonWriter.bytesOf(value);
                Object again = ((JsonResult.Read) STORED.read(written)).value();
                if (!Arrays.equals(JsonWriter.bytesOf(again), written)) {
                    throw new AssertionError("it is read in two ways");
                }
            }
            case JsonResult.Malformed(String message, long offset) -> {
                if (offset < 0 || offset > input.length || message.isBlank()) {
                    throw new AssertionError(message + " at " + offset + " of " + input.length);
                }
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "{\"a\":[1,-0.5e+3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"],\"b\":{\"\":{}}}",
                        "[]",
                        "123456789012345678901234567890.0123456789e-9",
                        "\"é€😀\\\\\\/\\\"\\b\\f\\r\\t\"")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
