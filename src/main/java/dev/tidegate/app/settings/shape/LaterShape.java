package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.Map;
import java.util.Optional;

/** Whatever stands under a key that this version does not support yet: refused, never ignored. */
public final class LaterShape implements Shape<Object> {
    private final String what;

    /** @param what says that it is not yet supported, and what is allowed */
    public LaterShape(String what) {
        this.what = what;
    }

    @Override
    public Optional<Reading<Object>> read(Cursor cursor) {
        cursor.problemWithThis(what);
        return Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("not", Map.of());
    }
}
