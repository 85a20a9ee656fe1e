package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Schemas;
import dev.tidegate.app.settings.shape.Shape;
import java.util.Map;

/**
 * One file of the settings' directory.
 *
 * @param needed whether its absence is a problem; without one that is not needed, the defaults count
 */
record SettingsFile<T>(String name, boolean needed, String about, Shape<T> shape) {

    /** The JSON Schema of the file. */
    Map<String, Object> schema() {
        return Schemas.of(name, about, shape);
    }
}
