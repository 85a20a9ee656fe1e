package dev.tidegate.expression;

import java.util.List;

/** What reading an expression came to. */
public sealed interface Compilation {
    /** The expression is well formed and its types agree. */
    record Compiled(Expression expression) implements Compilation {}

    /** The expression cannot be used; all that was found, in the order of its text. */
    record Faulty(List<Problem> problems) implements Compilation {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /**
     * One fault.
     *
     * @param line counted from 1, within the expression's text
     * @param column counted from 1, within that line
     */
    record Problem(int line, int column, String message) {}
}
