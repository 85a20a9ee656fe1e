package dev.tidegate.app.settings.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the JSON Schema of a whole file. */
public final class Schemas {
    /** A text with a {@code ${…}} in it, of which only the gateway knows what it will be. */
    static final Map<String, Object> SUBSTITUTED = Schemas.words("$ref", "#/$defs/substituted");

    private static final Map<String, Object> SUBSTITUTED_DEFINITION = words(
            "description",
            "A value from outside: ${NAME}, ${NAME:-default} or ${file:PATH}.",
            "type",
            "string",
            "pattern",
            "\\$\\{");

    private Schemas() {}

    /** Words of a schema with their values, in this order. */
    public static Map<String, Object> words(String word, Object value, Object... more) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put(word, value);
        for (int i = 0; i < more.length; i += 2) {
            words.put((String) more[i], more[i + 1]);
        }
        return words;
    }

    /**
     * The schema of the file.
     *
     * @param file its name, such as {@code gateway.yaml}
     */
    public static Map<String, Object> of(String file, String about, Shape<?> shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Tidegate: " + file);
        schema.put("description", about);
        schema.putAll(shape.schema());
        schema.put("$defs", words("substituted", SUBSTITUTED_DEFINITION));
        return schema;
    }
}
