package dev.tidegate.source.standard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a sender wrote it, asked field by field. A field of another kind than asked for counts as missing: what
 * providers send differs between their versions, and one odd field must not lose an order.
 */
public final class Fields {
    private static final Fields NONE = new Fields(Map.of());

    private final Map<?, ?> fields;

    private Fields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** The fields of a plain value; none if it is no object. */
    public static Fields of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Fields(map) : NONE;
    }

    public @Nullable Object get(String name) {
        return fields.get(name);
    }

    /** The first of the fields that is there and not null. */
    public @Nullable Object firstOf(String... names) {
        for (String name : names) {
            Object value = fields.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    public boolean has(String name) {
        return fields.get(name) != null;
    }

    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** Text that is not blank, as it was written. */
    public @Nullable String text(String name) {
        return fields.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** An id, which may be text or a whole number of any size, as text. */
    public @Nullable String id(String name) {
        return idOf(fields.get(name));
    }

    /** A plain value as an id, or null if it cannot be one. */
    public static @Nullable String idOf(@Nullable Object value) {
        return switch (value) {
            case String text when !text.isBlank() -> text.strip();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case null, default -> null;
        };
    }

    public @Nullable BigDecimal amount(String name) {
        return Amounts.read(fields.get(name));
    }

    public Fields object(String name) {
        return of(fields.get(name));
    }

    public List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The objects of a list. */
    public List<Fields> objects(String name) {
        List<?> list = list(name);
        List<Fields> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Map<?, ?>) {
                objects.add(of(element));
            }
        }
        return objects;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The plain map itself. */
    @SuppressWarnings("unchecked") // JSON has no other names than strings
    public Map<String, Object> plain() {
        return (Map<String, Object>) fields;
    }
}
