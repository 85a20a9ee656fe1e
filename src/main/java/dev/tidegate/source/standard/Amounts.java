package dev.tidegate.source.standard;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Amounts of money with exactly the digits that the sender wrote; never by way of a binary fraction. */
public final class Amounts {
    private static final int LONGEST = 40;

    private Amounts() {}

    /** The decimal that the plain value is or spells, or null if it is none. */
    public static @Nullable BigDecimal read(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case String text -> spelled(text.strip());
            case null, default -> null;
        };
    }

    private static @Nullable BigDecimal spelled(String text) {
        int digits = 0;
        int points = 0;
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && digits > 0 && i + 1 < text.length()) {
                points++;
            } else {
                return null;
            }
        }
        return digits == 0 || points > 1 || text.length() > LONGEST ? null : new BigDecimal(text);
    }
}
