package dev.tidegate.expression;

import java.util.List;

/**
 * A variable that an expression uses, and the way into it as far as it is written down.
 *
 * @param steps empty when the variable stands there as a whole
 * @param line counted from 1, within the expression's text
 * @param column counted from 1, within that line
 */
public record Reference(String variable, List<Step> steps, int line, int column) {
    public Reference {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param quoted whether it is written as {@code ["name"]}, not as {@code .name}
     */
    public record Step(String name, boolean quoted) {}
}
