package dev.tidegate.app.settings.yaml;

import java.util.List;

/**
 * A value after substitution.
 *
 * @param origins for each character of {@code text}, and for its end, where in the written value it comes from
 * @param names the variables and files that took part
 * @param faults why a part could not be substituted
 */
record Substituted(String text, int[] origins, List<String> names, List<Fault> faults) {
    /** Something wrong at a character of the written value. */
    record Fault(int offset, String what) {}

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
        return "Substituted" + names;
    }

    /** Where the character of {@code text} stands in the written value. */
    int origin(int offset) {
        return origins[Math.max(0, Math.min(offset, origins.length - 1))];
    }
}
