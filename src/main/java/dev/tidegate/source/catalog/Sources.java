package dev.tidegate.source.catalog;

import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;

/** Makes the source that settings describe. A new type of source is added here and nowhere else. */
public final class Sources {
    private Sources() {}

    /** Checks what the settings' records cannot, such as the expressions, and makes all that event loops can share. */
    public static Prepared prepare(SourceSettings settings) {
        throw new UnsupportedOperationException(settings.common().name());
    }
}
