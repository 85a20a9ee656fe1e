package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single value, or something longer in its place that says more. */
public final class EitherShape<T> implements Shape<T> {
    private final Shape<? extends T> single;
    private final Shape<? extends T> longer;

    public EitherShape(Shape<? extends T> single, Shape<? extends T> longer) {
        this.single = single;
        this.longer = longer;
    }

    @Override
    public Optional<Reading<T>> read(Cursor cursor) {
        Shape<? extends T> shape = cursor.isSingle() ? single : longer;
        return shape.read(cursor).map(reading -> new Reading<>(reading.value(), reading.shown()));
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("anyOf", List.of(single.schema(), longer.schema()));
    }
}
