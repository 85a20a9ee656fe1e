package dev.tidegate.expression;

/** What a condition came to. */
public sealed interface Truth {
    Truth TRUE = new Known(true);
    Truth FALSE = new Known(false);

    /** The condition holds, or does not. */
    record Known(boolean holds) implements Truth {}

    /** The condition could not be computed. */
    record Unknown(String reason) implements Truth {}
}
