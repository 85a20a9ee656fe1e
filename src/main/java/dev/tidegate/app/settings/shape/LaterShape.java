package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.Map;
import java.util.Optional;

/** Whatever stands under a key that this version does not support yet: refused, never ignored. */
final class LaterShape implements Shape<Object> {
    static final LaterShape INSTANCE = new LaterShape();

    private LaterShape() {}

    @Override
    public Optional<Reading<Object>> read(Cursor cursor) {
        cursor.problemWithThis("is not yet supported; remove it");
        return Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("not", Map.of());
    }
}
