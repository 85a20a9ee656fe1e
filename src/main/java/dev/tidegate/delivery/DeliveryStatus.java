package dev.tidegate.delivery;

import java.util.Locale;

/** How the delivery of a message stands. */
public enum DeliveryStatus {
    /** Had no attempt yet. */
    QUEUED,
    /** Had an attempt and will have another. */
    RETRYING,
    /** The ESP has taken it. */
    DELIVERED,
    /** Given up; a person may have it tried anew. */
    DEAD,
    /** Could not be delivered while it was worth delivering. */
    EXPIRED,
    /** Not to be sent any more, for a reason that came up after its release. */
    CANCELLED,
    /** The ESP may or may not have taken it; a person decides. */
    UNKNOWN;

    /** The name used in stored values and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such status */
    public static DeliveryStatus of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
