package dev.tidegate.domain;

import java.util.Locale;

/** Whether a message needs the customer's consent. */
public enum MessageClass {
    /** Needs consent; caps and quiet hours apply. */
    MARKETING,
    /** Owed to the customer, such as a receipt. */
    TRANSACTIONAL;

    /**
     * Whether an address gets no message of this class that is suppressed for this reason. What is owed still goes out, unless
     * it would bounce.
     */
    public boolean isStoppedBy(String suppression) {
        return this == MARKETING || suppression.contains("bounce");
    }

    /** The name used in settings and stored values. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
