package dev.tidegate.json;

import org.jspecify.annotations.Nullable;

/** What came of reading a JSON document. */
public sealed interface JsonResult {

    /**
     * The document as plain values: {@link java.util.LinkedHashMap} with string keys, {@link java.util.ArrayList}, {@link
     * String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger} for whole numbers beyond 64 bits, {@link
     * java.math.BigDecimal} for all others, and {@code null}. The value belongs to the caller.
     */
    record Read(@Nullable Object value) implements JsonResult {}

    /**
     * Why the document was refused.
     *
     * @param message for the sender; never holds text of the document
     * @param offset the byte, counted from the document's start, at or shortly before which the fault was seen
     */
    record Malformed(String message, long offset) implements JsonResult {}
}
