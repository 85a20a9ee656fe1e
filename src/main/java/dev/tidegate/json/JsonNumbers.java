package dev.tidegate.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers that have been found well formed, as exact values. */
final class JsonNumbers {
    /** Stands for the scale of a number with an exponent. */
    static final int NO_SCALE = -1;

    /** So many digits always fit 64 bits. */
    private static final int LONG_DIGITS = 18;

    private JsonNumbers() {}

    /** A {@link Long}, or a {@link BigInteger} where it does not fit. */
    static Object whole(byte[] in, int from, int to) {
        if (to - from <= LONG_DIGITS) {
            return digits(in, from, to);
        }
        BigInteger number = new BigInteger(NameTable.ascii(in, from, to - from));
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    /** @return null if its digits, written out, would go further than {@code longest} before or behind the point */
    static @Nullable BigDecimal decimal(byte[] in, int from, int to, int scale, int longest) {
        if (scale != NO_SCALE && to - from <= LONG_DIGITS) {
            return BigDecimal.valueOf(digits(in, from, to), scale);
        }
        try {
            BigDecimal number = new BigDecimal(NameTable.ascii(in, from, to - from));
            long wholeDigits = (long) number.precision() - number.scale();
            return number.scale() > longest || wholeDigits > longest ? null : number;
        } catch (NumberFormatException e) {
            return null; // an exponent beyond 32 bits
        }
    }

    /** The digits as one number; a point among them is passed over. */
    private static long digits(byte[] in, int from, int to) {
        boolean negative = in[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            if (in[i] != '.') {
                number = number * 10 + in[i] - '0';
            }
        }
        return negative ? -number : number;
    }
}
