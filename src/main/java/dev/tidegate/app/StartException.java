package dev.tidegate.app;

import java.util.List;

/** Redis can be reached and does not fit, or the archive cannot be written. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    StartException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
