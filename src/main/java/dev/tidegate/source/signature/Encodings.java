package dev.tidegate.source.signature;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes written as text in headers and settings. */
public final class Encodings {
    private static final HexFormat HEX = HexFormat.of();

    private Encodings() {}

    /** The bytes of padded standard base64 in its only canonical form, or null. */
    public static byte @Nullable [] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The bytes of hexadecimal digits in either case, or null. */
    public static byte @Nullable [] hex(String text) {
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static String toHex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
