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
    /**
     * Room for what providers promise: 2,500 calls of Segment in 500 KiB, a thousand events of SendGrid, the largest order in
     * the 1 MiB that a body has by default. A body of nothing but commas and digits is cut off long before its end.
     */
    public static final JsonLimits DEFAULT = new JsonLimits(32, 200_000, 256, 1024 * 1024, 100);

    public JsonLimits {
        if (depth < 1 || values < 1 || nameLength < 1 || stringLength < 1 || numberLength < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
