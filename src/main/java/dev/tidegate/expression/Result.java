package dev.tidegate.expression;

import org.jspecify.annotations.Nullable;

/** What running an expression came to. */
public sealed interface Result {
    /**
     * The expression's value.
     *
     * @param plain a {@link String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link
     *     java.math.BigDecimal}, a list or map of these, or null; points in time and durations as ISO-8601 text
     */
    record Value(@Nullable Object plain) implements Result {}

    /**
     * The expression has no value for these variables.
     *
     * @param reason for people; holds nothing of the variables' values
     */
    record Failed(String reason) implements Result {}
}
