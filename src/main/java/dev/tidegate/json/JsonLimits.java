package dev.tidegate.json;

/**
 * How large a JSON document may be in each direction; what is beyond is refused as malformed. The size in bytes is the
 * HTTP port's matter.
 *
 * @param depth objects and lists within each other
 * @param values names and values in all
 * @param nameLength characters of a name
 * @param stringLength characters of a string
 * @param numberLength characters of a number; the decimal exponent is bounded by the same figure, so that writing a
 *     number out in full stays harmless
 */
public record JsonLimits(int depth, int values, int nameLength, int stringLength, int numberLength) {
    /** Generous for any store's largest order, far below what would cost time or memory. */
    public static final JsonLimits DEFAULT = new JsonLimits(32, 20_000, 256, 256 * 1024, 100);

    public JsonLimits {
        if (depth < 1 || values < 1 || nameLength < 1 || stringLength < 1 || numberLength < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
