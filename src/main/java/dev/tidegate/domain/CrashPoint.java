package dev.tidegate.domain;

/**
 * A named place between two steps of the durable work, where tests let the process die to prove that another one
 * finishes the job. Nothing happens there otherwise.
 */
@FunctionalInterface
public interface CrashPoint {
    /** Says that the work has come to this place. */
    void reach(String name);
}
