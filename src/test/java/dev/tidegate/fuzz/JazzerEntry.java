package dev.tidegate.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where Jazzer calls in; the argument is the name of a target. */
public final class JazzerEntry {
    private static @Nullable FuzzTarget target;

    private JazzerEntry() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = Objects.requireNonNull(FuzzTargets.byName().get(arguments[0]), arguments[0])
                .get();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Objects.requireNonNull(target).run(input);
    }
}
