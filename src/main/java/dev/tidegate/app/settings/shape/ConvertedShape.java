package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A shape whose value is made into something else. */
public final class ConvertedShape<S, T> implements Shape<T> {
    private final Shape<S> shape;
    private final Function<S, T> convert;

    public ConvertedShape(Shape<S> shape, Function<S, T> convert) {
        this.shape = shape;
        this.convert = convert;
    }

    @Override
    public Optional<Reading<T>> read(Cursor cursor) {
        return shape.read(cursor).map(reading -> new Reading<>(convert.apply(reading.value()), reading.shown()));
    }

    @Override
    public Map<String, Object> schema() {
        return shape.schema();
    }
}
