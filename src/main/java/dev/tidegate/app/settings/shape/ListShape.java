package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A list of values of one shape, none of which may stand twice. */
public final class ListShape<T> implements Shape<List<T>> {
    private final Shape<? extends T> shape;
    private final int least;
    private final Function<T, Object> identity;
    private final String same;

    private ListShape(Shape<? extends T> shape, int least, Function<T, Object> identity, String same) {
        this.shape = shape;
        this.least = least;
        this.identity = identity;
        this.same = same;
    }

    /** A list that may be empty. */
    public static <T> ListShape<T> any(Shape<? extends T> shape) {
        return new ListShape<>(shape, 0, value -> value, "stands twice in the list; allowed: once");
    }

    /** A list of at least one. */
    public static <T> ListShape<T> some(Shape<? extends T> shape) {
        return new ListShape<>(shape, 1, value -> value, "stands twice in the list; allowed: once");
    }

    /**
     * The same list, in which no two may have the same in one respect.
     *
     * @param sameness what is wrong with the second of two such
     */
    public ListShape<T> distinctBy(Function<T, Object> respect, String sameness) {
        return new ListShape<>(shape, least, respect, sameness);
    }

    @Override
    public Optional<Reading<List<T>>> read(Cursor cursor) {
        List<Cursor> items = cursor.items();
        if (items == null) {
            return Optional.empty();
        }
        if (items.size() < least) {
            cursor.problem("is empty; allowed: at least one");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Cursor item : items) {
            shape.read(item).ifPresent(reading -> {
                if (seen.add(identity.apply(reading.value()))) {
                    values.add(reading.value());
                    shown.add(reading.shown());
                } else {
                    item.problem(same);
                }
            });
        }
        return values.size() == items.size() ? Optional.of(new Reading<>(values, shown)) : Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", shape.schema());
        if (least > 0) {
            schema.put("minItems", least);
        }
        schema.put("uniqueItems", true);
        return schema;
    }
}
