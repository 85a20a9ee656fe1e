package dev.tidegate.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param unknown a name that means nothing, null when that is not what is wrong
     */
    record Problem(
            int line, int column, String message, @Nullable Unknown unknown) {
        public Problem(int line, int column, String message) {
            this(line, column, message, null);
        }
    }

    /** A name that means nothing, and those that would have been possible in its place. */
    record Unknown(String name, List<String> known) {
        public Unknown {
            known = List.copyOf(known);
        }
    }
}
