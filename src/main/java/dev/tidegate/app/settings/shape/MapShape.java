package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values under names that the user chooses, in the order of the file. */
public final class MapShape<T> implements Shape<Map<String, T>> {
    private final Pattern names;
    private final String allowed;
    private final Shape<? extends T> shape;

    /**
     * @param names what a name must match whole
     * @param allowed the same in words
     */
    public MapShape(Pattern names, String allowed, Shape<? extends T> shape) {
        this.names = names;
        this.allowed = allowed;
        this.shape = shape;
    }

    @Override
    public Optional<Reading<Map<String, T>>> read(Cursor cursor) {
        List<Cursor> entries = cursor.entries();
        if (entries == null) {
            return Optional.empty();
        }
        Map<String, T> values = new LinkedHashMap<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Cursor entry : entries) {
            boolean named = names.matcher(entry.name()).matches();
            if (!named) {
                cursor.problemWithKey(entry.name(), "is not a possible name; allowed: " + allowed);
            }
            shape.read(entry).filter(reading -> named).ifPresent(reading -> {
                values.put(entry.name(), reading.value());
                shown.put(entry.name(), reading.shown());
            });
        }
        return values.size() == entries.size() ? Optional.of(new Reading<>(values, shown)) : Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", Schemas.words("pattern", "^(?:" + names.pattern() + ")$"));
        schema.put("additionalProperties", shape.schema());
        return schema;
    }
}
