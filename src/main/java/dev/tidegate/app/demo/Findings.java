package dev.tidegate.app.demo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.cli.Console;
import java.util.ArrayList;
import java.util.List;

/** The comparisons that were made, each kept or broken. */
final class Findings {
    private final List<String> broken = new ArrayList<>();
    private int made;

    /** Compares what was expected with what was found. */
    @CanIgnoreReturnValue
    boolean compare(String what, long expected, long found) {
        made++;
        if (expected != found) {
            broken.add(Text.of("%s: expected %d, found %d", what, expected, found));
        }
        return expected == found;
    }

    /** Notes whether something holds. */
    @CanIgnoreReturnValue
    boolean holds(String what, boolean holds) {
        made++;
        if (!holds) {
            broken.add(what);
        }
        return holds;
    }

    boolean allKept() {
        return broken.isEmpty();
    }

    void print(Console console) {
        if (broken.isEmpty()) {
            console.print(Text.of("  ✔ all %d expectations held", made));
            return;
        }
        console.print(Text.of("  ✘ %d of %d expectations did not hold:", broken.size(), made));
        broken.forEach(line -> console.print("      " + line));
    }
}
