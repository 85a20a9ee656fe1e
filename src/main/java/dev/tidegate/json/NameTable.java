package dev.tidegate.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Names that were read lately, so that a document's usual names are not made anew each time and bring their hash along. Of
 * two names at one place the later stays; so a sender can push names out and cannot fill memory.
 *
 * <p>Used by several threads without a lock: a thread sees a name or not, and a {@link String} is safe however it is seen.
 */
final class NameTable {
    private static final int PLACES = 1024;
    private static final int LONGEST = 32;

    private final @Nullable String[] names = new @Nullable String[PLACES];

    /**
     * The ASCII text from {@code start} to {@code end}.
     *
     * @param hash any number made of these bytes
     */
    String name(byte[] bytes, int start, int end, int hash) {
        int length = end - start;
        if (length > LONGEST) {
            return ascii(bytes, start, length);
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        String known = names[place];
        if (known != null && known.length() == length && isSame(known, bytes, start)) {
            return known;
        }
        String name = ascii(bytes, start, length);
        names[place] = name;
        return name;
    }

    /** Cheaper than any other way to text, since Latin-1 is how the JVM keeps it. */
    static String ascii(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSame(String known, byte[] bytes, int start) {
        for (int i = 0; i < known.length(); i++) {
            if (known.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }
}
