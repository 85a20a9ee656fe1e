package dev.tidegate.json;

import dev.tidegate.domain.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that Tidegate wrote itself, read field by field. Whatever is not as it was written is an {@link
 * IllegalArgumentException}: the value is of a newer version or damaged.
 */
public final class Stored {
    private static final JsonReader READER = new JsonReader(new JsonLimits(64, 1_000_000, 1024, 2 << 20, 200));

    private final Map<?, ?> fields;

    private Stored(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Reads a stored object. */
    public static Stored read(byte[] json) {
        if (READER.read(json) instanceof JsonResult.Read(Map<?, ?> fields)) {
            return new Stored(fields);
        }
        throw new IllegalArgumentException("a stored value is not a JSON object");
    }

    /** A part of a stored object that was read as a plain value. */
    public static Stored of(Map<?, ?> fields) {
        return new Stored(fields);
    }

    public boolean has(String name) {
        return fields.get(name) != null;
    }

    public String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw unreadable(name);
        }
        return text;
    }

    public @Nullable String textOrNull(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw unreadable(name);
    }

    public long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw unreadable(name);
    }

    /** A number that fits an {@code int}. */
    public int integer(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw unreadable(name);
        }
        return (int) number;
    }

    public boolean truth(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    public Instant instant(String name) {
        return instant(name, text(name));
    }

    public @Nullable Instant instantOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : instant(name, text);
    }

    /** The enum constant whose name is the field's text in upper case. */
    public <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    public Stored object(String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return new Stored(map);
        }
        throw unreadable(name);
    }

    /** The objects of a list; none when there is no such field. */
    public List<Stored> objects(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof Map<?, ?> map) {
                        return new Stored(map);
                    }
                    throw unreadable(name);
                })
                .toList();
    }

    /** The strings of a list; none when there is no such field. */
    public List<String> texts(String name) {
        return list(name, String.class);
    }

    /** The whole numbers of a list; none when there is no such field. */
    public List<Long> numbers(String name) {
        return list(name, Long.class);
    }

    /** The plain values of an object; none when there is no such field. */
    @SuppressWarnings("unchecked") // JSON has no other names than strings
    public Map<String, Object> map(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw unreadable(name);
    }

    /** The strings of an object by their names; none when there is no such field. */
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(name).forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw unreadable(name);
            }
            texts.put(key, text);
        });
        return texts;
    }

    /** The times of an object by their names; none when there is no such field. */
    public Map<String, Instant> instantsByName(String name) {
        Map<String, Instant> instants = new LinkedHashMap<>();
        textsByName(name).forEach((key, text) -> instants.put(key, instant(name, text)));
        return instants;
    }

    /** A number with its exact digits. */
    public static BigDecimal decimal(Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case BigDecimal number -> number;
            default -> throw new IllegalArgumentException("a stored number is none");
        };
    }

    private List<?> list(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw unreadable(name);
    }

    private <T> List<T> list(String name, Class<T> type) {
        return list(name).stream()
                .map(value -> {
                    if (!type.isInstance(value)) {
                        throw unreadable(name);
                    }
                    return type.cast(value);
                })
                .toList();
    }

    private static Instant instant(String name, String text) {
        try {
            return Timestamps.parse(text);
        } catch (DateTimeException e) {
            throw unreadable(name);
        }
    }

    private static IllegalArgumentException unreadable(String name) {
        return new IllegalArgumentException("a stored value has no readable " + name);
    }
}
