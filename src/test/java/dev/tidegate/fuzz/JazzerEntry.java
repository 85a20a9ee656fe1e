package dev.tidegate.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where Jazzer calls in; the argument is the name of a target. */
public final class JazzerEntry {
    private static @Nullable FuzzTarget target;

    private JazzerEntry() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTargets.named(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Objects.requireNonNull(target).run(input);
    }
}
