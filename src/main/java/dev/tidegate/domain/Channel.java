package dev.tidegate.domain;

import java.util.Locale;

/** A way to reach a customer; consent is kept for each. */
public enum Channel {
    EMAIL,
    SMS;

    /** The name used in settings, stored values and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
