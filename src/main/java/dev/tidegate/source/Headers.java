package dev.tidegate.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a request; names count in any case. */
public interface Headers {
    /** All values under a name, in the order sent. */
    List<String> all(String name);

    /** Every header under its lower-case name; values of a repeated one are joined by {@code ", "}. */
    Map<String, String> asMap();

    /** The first value, for headers on which nothing depends. */
    default @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Headers with one value each, for tests and senders. */
    static Headers of(Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return new Headers() {
            @Override
            public List<String> all(String name) {
                String value = byName.get(name);
                return value == null ? List.of() : List.of(value);
            }

            @Override
            public Map<String, String> asMap() {
                Map<String, String> lower = new TreeMap<>();
                byName.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
                return lower;
            }
        };
    }
}
