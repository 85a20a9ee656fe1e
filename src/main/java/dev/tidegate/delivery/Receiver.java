package dev.tidegate.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One of those who get a destination's messages.
 *
 * @param hook null for the one that the settings name
 */
record Receiver(@Nullable Hook hook) {
    static final Receiver CONFIGURED = new Receiver(null);

    /** What a message is marked with that is for it. */
    static final String CONFIGURED_MARK = "-";

    String mark() {
        return hook == null ? CONFIGURED_MARK : hook.id();
    }
}
