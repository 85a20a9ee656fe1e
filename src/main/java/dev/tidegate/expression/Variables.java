package dev.tidegate.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that an expression may use, with their types. */
public record Variables(Map<String, Type> types) {
    public static final Variables NONE = new Variables(Map.of());

    public Variables {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** These variables and one more. */
    public Variables with(String name, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(types);
        more.put(name, type);
        return new Variables(more);
    }
}
