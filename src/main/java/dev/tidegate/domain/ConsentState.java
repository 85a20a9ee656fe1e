package dev.tidegate.domain;

import java.util.Locale;

/** Whether a customer agreed to marketing on a channel. */
public enum ConsentState {
    GRANTED,
    DENIED,
    UNKNOWN;

    /** The name used in settings, stored values and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
