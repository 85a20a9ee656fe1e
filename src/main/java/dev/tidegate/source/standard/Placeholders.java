package dev.tidegate.source.standard;

import java.util.Locale;
import java.util.Set;

/** What storefronts write where they know nothing; it never names a customer. */
final class Placeholders {
    private static final Set<String> WORDS = Set.of("0", "null", "undefined", "guest");
    private static final int LONGEST = 9;

    private Placeholders() {}

    /** Whether the trimmed text means nobody. */
    static boolean isOne(String trimmed) {
        return trimmed.isEmpty() || trimmed.length() <= LONGEST && WORDS.contains(trimmed.toLowerCase(Locale.ROOT));
    }
}
