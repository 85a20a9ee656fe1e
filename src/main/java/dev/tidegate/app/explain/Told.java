package dev.tidegate.app.explain;

import java.util.List;
import java.util.Map;

/** A JSON object that the management port has answered. What is not in it reads as empty: another version may tell less. */
record Told(Map<?, ?> members) {
    /** A text, number or truth as text. */
    String text(String name) {
        Object value = members.get(name);
        return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    Told object(String name) {
        return new Told(members.get(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    List<Told> list(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> new Told((Map<?, ?>) item))
                        .toList()
                : List.of();
    }
}
