package dev.tidegate.console;

import java.util.List;

/** Whether this process should get work. */
@FunctionalInterface
public interface Readiness {
    /** Why it should not, a sentence each, such as {@code redis does not answer}; empty when it should. */
    List<String> reasonsAgainst();
}
