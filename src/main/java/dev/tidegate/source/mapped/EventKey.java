package dev.tidegate.source.mapped;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys under {@code event} of a {@code json} source. */
enum EventKey {
    ID("id"),
    TYPE("type"),
    OCCURRED_AT("occurred_at"),
    CUSTOMER_ID("customer_id"),
    EMAIL("email"),
    PHONE("phone"),
    ANONYMOUS_ID("anonymous_id"),
    PROPERTIES("properties"),
    CONTEXT("context"),
    CONSENT("consent");

    private final String label;

    EventKey(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static @Nullable EventKey named(String name) {
        for (EventKey key : values()) {
            if (key.label.equals(name)) {
                return key;
            }
        }
        return null;
    }

    static String allowed() {
        return Arrays.stream(values()).map(EventKey::label).collect(Collectors.joining(", "));
    }
}
