package dev.tidegate.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What storefronts write where they know nothing; it never names a customer.
 *
 * @param words in lower case, without space around
 */
public record Placeholders(Set<String> words) {
    /** Those that are known of shops everywhere. */
    public static final Placeholders BUILT_IN = new Placeholders(Set.of("0", "null", "undefined", "guest"));

    public Placeholders {
        words = Set.copyOf(words);
    }

    /** With more of them, however they are written. */
    public Placeholders and(Collection<String> more) {
        Set<String> all = new HashSet<>(words);
        more.forEach(word -> all.add(word.strip().toLowerCase(Locale.ROOT)));
        return new Placeholders(all);
    }

    /** Whether the trimmed text means nobody. */
    public boolean isOne(String trimmed) {
        return trimmed.isEmpty() || words.contains(trimmed.toLowerCase(Locale.ROOT));
    }
}
