package dev.tidegate.domain;

import java.util.Locale;

/** What a message is at the ESP. */
public enum Via {
    /** An event on the customer, from which a flow or journey there may start. */
    EVENT,
    /** A message made from a template there. */
    TEMPLATE,
    CAMPAIGN,
    CANVAS,
    TRANSACTIONAL,
    BROADCAST,
    JOURNEY,
    /** What is known of the customer, into their profile there. */
    PROFILE,
    /** The customer's address, to a list there. */
    SUBSCRIBE,
    /** The customer's address, from all marketing there. */
    UNSUBSCRIBE;

    /** The name used in settings and stored values. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
