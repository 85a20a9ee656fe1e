package dev.tidegate.domain;

/** Named places in the way of an event where a test may end the process, to see what another one makes of it. */
@FunctionalInterface
public interface CrashPoint {
    /** Nothing happens anywhere. */
    CrashPoint NONE = name -> {};

    /** Called when the place is reached. */
    void reach(String name);
}
