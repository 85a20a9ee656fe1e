package dev.tidegate.expression;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain values as CEL wants to see them, converted one by one as they are asked for. */
final class Views {
    private Views() {}

    static @Nullable Object of(@Nullable Object plain) {
        return switch (plain) {
            case null -> null;
            case BigDecimal decimal -> decimal.doubleValue();
            case BigInteger integer ->
                integer.bitLength() < Long.SIZE ? integer.longValue() : (Object) integer.doubleValue();
            case Map<?, ?> map -> new MapView(map);
            case List<?> list -> new ListView(list);
            default -> plain;
        };
    }

    private static Object present(@Nullable Object plain) {
        Object value = of(plain);
        return value == null ? NullValue.NULL_VALUE : value;
    }

    /** {@code has()} is false of a key whose value is null; to select it gives null all the same. */
    static final class MapView extends AbstractMap<Object, Object> {
        private final Map<?, ?> plain;

        MapView(Map<?, ?> plain) {
            this.plain = plain;
        }

        Map<?, ?> plain() {
            return plain;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            Object value = plain.get(key);
            return value != null || !plain.containsKey(key) ? of(value) : NullValue.NULL_VALUE;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return plain.get(key) != null;
        }

        @Override
        public int size() {
            return plain.size();
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Object, Object>> iterator() {
                    Iterator<? extends Entry<?, ?>> entries = plain.entrySet().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return entries.hasNext();
                        }

                        @Override
                        public Entry<Object, Object> next() {
                            Entry<?, ?> entry = entries.next();
                            return new SimpleImmutableEntry<>(entry.getKey(), present(entry.getValue()));
                        }
                    };
                }

                @Override
                public int size() {
                    return plain.size();
                }
            };
        }
    }

    static final class ListView extends AbstractList<Object> implements RandomAccess {
        private final List<?> plain;

        ListView(List<?> plain) {
            this.plain = plain;
        }

        List<?> plain() {
            return plain;
        }

        @Override
        public Object get(int index) {
            return present(plain.get(index));
        }

        @Override
        public int size() {
            return plain.size();
        }
    }
}
