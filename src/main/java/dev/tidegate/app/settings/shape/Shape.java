package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.Map;
import java.util.Optional;

/** What a value in the settings may be. */
public interface Shape<T> {
    /** Reads the value; empty after every problem found in it was recorded. */
    Optional<Reading<T>> read(Cursor cursor);

    /** The same in the words of JSON Schema 2020-12, as plain maps, lists, texts, numbers and booleans. */
    Map<String, Object> schema();
}
