package dev.tidegate.redis;

/** Which of a router's connections a command takes, so that slow work never stands before an accept. */
public enum Lane {
    /** Storing events before their sender is answered. */
    ACCEPT,
    /** Everything else. */
    WORK
}
