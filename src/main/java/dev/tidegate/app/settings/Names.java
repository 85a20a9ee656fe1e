package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import java.util.regex.Pattern;

/** What the names of sources, destinations, triggers and tokens look like: they stand in URLs, keys and labels. */
final class Names {
    static final Pattern PATTERN = Pattern.compile("[a-z0-9_-]{1,64}");
    static final String ALLOWED = "1 to 64 of a-z, 0-9, _ and -";

    private Names() {}

    static Shape<String> shape() {
        return Scalars.text(PATTERN, "a possible name", ALLOWED);
    }
}
