package dev.tidegate.console;

import java.util.Locale;

/** What the bearer of a token may do. */
public enum Role {
    /** Looks, and changes nothing. */
    VIEWER,
    /** May do everything. */
    ADMIN;

    /** The name used in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayCall(String method) {
        return this == ADMIN || method.equals("GET") || method.equals("HEAD");
    }
}
