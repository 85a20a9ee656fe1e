package dev.tidegate.telemetry;

import java.util.Locale;

/** What became of an event at the public port: the {@code outcome} label of {@code tidegate_events_total}. */
public enum EventOutcome {
    /** Stored durably. */
    ACCEPTED,
    /** Had been accepted before. */
    DUPLICATE,
    /** Another event had been accepted under its id. */
    CONFLICT,
    /** Could not be read, was too large or of a wrong type, or holds no valid event. */
    INVALID,
    /** Kept for a person to look at. */
    QUARANTINED,
    /** Of a topic that no mapping knows. */
    IGNORED,
    /** Not proven to come from its source. */
    UNAUTHORIZED,
    /** Turned away because there is too much to do. */
    OVERLOADED,
    /** Could not be stored. */
    UNAVAILABLE;

    /** The name used in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
