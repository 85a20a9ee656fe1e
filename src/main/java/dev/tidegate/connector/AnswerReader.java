package dev.tidegate.connector;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of an ESP's answer. */
public final class AnswerReader {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    private AnswerReader() {}

    /** The object, empty when the body is cut or is something else. */
    public static Map<?, ?> object(EspAnswer answer) {
        Map<?, ?> object = find(answer);
        return object == null ? Map.of() : object;
    }

    /** The object, null when the body is cut or is something else. */
    public static @Nullable Map<?, ?> find(EspAnswer answer) {
        return READER.read(answer.body()) instanceof JsonResult.Read(Map<?, ?> map) ? map : null;
    }

    /** The list, null when the body is cut or is something else. */
    public static @Nullable List<?> list(EspAnswer answer) {
        return READER.read(answer.body()) instanceof JsonResult.Read(List<?> list) ? list : null;
    }

    /** Whether what stands under that name is a list that is not empty. */
    public static boolean has(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list && !list.isEmpty();
    }
}
