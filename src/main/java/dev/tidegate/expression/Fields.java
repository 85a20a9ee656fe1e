package dev.tidegate.expression;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields under which expressions see a kind of record, each with its type and how it is read; nothing is read before
 * it is asked for.
 */
public final class Fields<T> {
    private final Type.Struct type;
    private final Map<String, Field<T>> fields;

    private Fields(Type.Struct type, Map<String, Field<T>> fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Starts a declaration. */
    public static <T> Builder<T> of(String name) {
        return new Builder<>(name);
    }

    /** The type to declare a variable or field with. */
    public Type.Struct type() {
        return type;
    }

    /** The record as a map; what it does not have is no key of it. */
    public Map<String, Object> view(T subject) {
        return new View<>(fields, subject);
    }

    private record Field<T>(Type type, Function<T, @Nullable Object> read) {}

    /** Collects the fields. */
    public static final class Builder<T> {
        private final String name;
        private final Map<String, Field<T>> fields = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Declares a field.
         *
         * @param read gives a plain value, or null when the record has none
         */
        public Builder<T> field(String field, Type type, Function<T, @Nullable Object> read) {
            fields.put(field, new Field<>(type, read));
            return this;
        }

        public Fields<T> build() {
            Map<String, Type> types = new LinkedHashMap<>();
            fields.forEach((field, how) -> types.put(field, how.type()));
            return new Fields<>(new Type.Struct(name, types), new LinkedHashMap<>(fields));
        }
    }

    private static final class View<T> extends AbstractMap<String, Object> {
        private final Map<String, Field<T>> fields;
        private final T subject;

        View(Map<String, Field<T>> fields, T subject) {
            this.fields = fields;
            this.subject = subject;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Field<T> field = fields.get(name);
            return field == null ? null : field.read().apply(subject);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> present = new LinkedHashMap<>();
            fields.forEach((name, field) -> {
                Object value = field.read().apply(subject);
                if (value != null) {
                    present.put(name, value);
                }
            });
            return Collections.unmodifiableSet(present.entrySet());
        }
    }
}
