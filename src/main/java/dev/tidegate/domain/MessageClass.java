package dev.tidegate.domain;

import java.util.Locale;

/** Whether a message needs the customer's consent. */
public enum MessageClass {
    /** Needs consent; caps and quiet hours apply. */
    MARKETING,
    /** Owed to the customer, such as a receipt. */
    TRANSACTIONAL;

    /** The name used in settings and stored values. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
