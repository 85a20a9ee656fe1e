package dev.tidegate.app.settings;

import java.util.Locale;

/** A part of the work that a gateway process may take. */
public enum ProcessRole {
    /** Takes events in. */
    ACCEPT,
    /** Decides which messages they lead to. */
    DECIDE,
    /** Hands the messages to the ESPs. */
    DELIVER;

    /** The name used in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
