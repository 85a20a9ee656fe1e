package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Problems;
import dev.tidegate.app.settings.yaml.YamlParser;
import dev.tidegate.app.settings.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key of the settings: its name, what its value may be, what counts without it, and what it is for.
 *
 * @param required whether its absence is a problem
 * @param fallback what counts without it, null if nothing does
 * @param about a sentence for people, with the unit where there is one
 */
public record Key<T>(
        String name,
        Shape<T> shape,
        boolean required,
        @Nullable YamlValue fallback,
        String about) {

    /** A key that must be there. */
    public static <T> Key<T> required(String name, Shape<T> shape, String about) {
        return new Key<>(name, shape, true, null, about);
    }

    /** A key that may be left out. */
    public static <T> Key<T> optional(String name, Shape<T> shape, String about) {
        return new Key<>(name, shape, false, null, about);
    }

    /** A key that this version knows and refuses, because it does nothing yet. */
    public static Key<Object> later(String name, String about) {
        return new Key<>(
                name, new LaterShape("is not yet supported; remove it"), false, null, about + " Not yet supported.");
    }

    /** The same key, with a value that counts without it, written as in the file. */
    public Key<T> or(String yaml) {
        YamlValue value = Objects.requireNonNull(YamlParser.parse("default", yaml, new Problems()));
        return new Key<>(name, shape, false, value, about);
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", about);
        if (fallback != null) {
            schema.put("default", PlainYaml.of(fallback));
        }
        schema.putAll(shape.schema());
        return schema;
    }
}
