package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Known keys, each with its own shape, that make up one value. */
public final class ObjectShape<T> implements Shape<T> {
    private final List<Key<?>> keys;
    private final Consumer<Values> rules;
    private final Function<Values, ? extends T> birth;

    private ObjectShape(List<Key<?>> keys, Consumer<Values> rules, Function<Values, ? extends T> birth) {
        this.keys = List.copyOf(keys);
        this.rules = rules;
        this.birth = birth;
    }

    /** @param birth makes the value; called only when nothing is wrong */
    public static <T> ObjectShape<T> of(List<Key<?>> keys, Function<Values, ? extends T> birth) {
        return new ObjectShape<>(keys, values -> {}, birth);
    }

    /** @param birth makes the value; called only when nothing is wrong */
    public static <T> ObjectShape<T> of(Function<Values, ? extends T> birth, Key<?>... keys) {
        return of(List.of(keys), birth);
    }

    /** The same with a rule on several values; it is looked at even when some of them are wrong. */
    public ObjectShape<T> checking(Consumer<Values> rule) {
        return new ObjectShape<>(keys, rules.andThen(rule), birth);
    }

    /** The same with one more key in front. */
    ObjectShape<T> with(Key<?> key) {
        List<Key<?>> more = new ArrayList<>(keys);
        more.addFirst(key);
        return new ObjectShape<>(more, rules, birth);
    }

    @Override
    public Optional<Reading<T>> read(Cursor cursor) {
        List<Cursor> entries = cursor.entries();
        if (entries == null) {
            return Optional.empty();
        }
        Values values = new Values(cursor);
        List<String> known = keys.stream().map(Key::name).toList();
        for (Cursor entry : entries) {
            if (!known.contains(entry.name())) {
                values.unknown(entry.name(), Nearest.hint(entry.name(), known));
            }
        }
        keys.forEach(values::read);
        rules.accept(values);
        return values.isFaulty() ? Optional.empty() : Optional.of(new Reading<>(birth.apply(values), values.shown()));
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), key.schema()));
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
