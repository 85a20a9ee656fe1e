package dev.tidegate.console;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the bearer of a token may do. */
public enum Role {
    /** Looks, and changes nothing. */
    VIEWER,
    /** An app elsewhere that subscribes and unsubscribes its hooks, and does nothing else. */
    HOOKS,
    /** May do everything. */
    ADMIN;

    private static final Pattern HOOK_PATH = Pattern.compile("/v1/destinations/[^/]+/hooks(/[^/]+)?");

    /** The name used in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayCall(String method, String path) {
        return switch (this) {
            case VIEWER -> method.equals("GET") || method.equals("HEAD");
            case HOOKS -> HOOK_PATH.matcher(path).matches();
            case ADMIN -> true;
        };
    }
}
