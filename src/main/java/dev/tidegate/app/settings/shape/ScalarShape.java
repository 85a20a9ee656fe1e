package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value without parts, read from its text.
 *
 * @param allowed what the text may be, in words
 * @param schema of the text as it stands in the file; a substitution is allowed in its place
 * @param sensitive whether the text may hold a secret, so that no message repeats it
 */
record ScalarShape<T>(
        String allowed,
        Function<String, Parsed<T>> parse,
        Function<T, Object> show,
        Map<String, Object> schema,
        boolean sensitive)
        implements Shape<T> {

    ScalarShape(
            String allowed, Function<String, Parsed<T>> parse, Function<T, Object> show, Map<String, Object> schema) {
        this(allowed, parse, show, schema, false);
    }

    ScalarShape<T> hiding() {
        return new ScalarShape<>(allowed, parse, show, schema, true);
    }

    @Override
    public Optional<Reading<T>> read(Cursor cursor) {
        return cursor.text().flatMap(text -> switch (parse.apply(text)) {
            case Parsed.Good<T>(T value) -> Optional.of(new Reading<>(value, show.apply(value)));
            case Parsed.Bad<T>(String why) -> {
                cursor.problem((sensitive ? "" : cursor.quoted() + " ") + why + "; allowed: " + allowed);
                yield Optional.empty();
            }
        });
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("anyOf", List.of(schema, Schemas.SUBSTITUTED));
    }
}
