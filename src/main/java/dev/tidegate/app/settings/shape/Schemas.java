package dev.tidegate.app.settings.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the JSON Schema of a whole file. */
public final class Schemas {
    /** A text with a {@code ${…}} in it, of which only the gateway knows what it will be. */
    static final Map<String, Object> SUBSTITUTED = Map.of("$ref", "#/$defs/substituted");

    private Schemas() {}

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
        schema.put(
                "$defs",
                Map.of(
                        "substituted",
                        Map.of(
                                "description",
                                "A value from outside: ${NAME}, ${NAME:-default} or ${file:PATH}.",
                                "type",
                                "string",
                                "pattern",
                                "\\$\\{")));
        return schema;
    }
}
