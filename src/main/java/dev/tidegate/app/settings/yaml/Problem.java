package dev.tidegate.app.settings.yaml;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One thing wrong with the settings. It prints as {@code file:line:column key: what is wrong and what is allowed}.
 *
 * @param key the path of the key, such as {@code sources.shop.secrets[0]}
 * @param what never holds a secret
 */
public record Problem(Position at, String key, String what) implements Comparable<Problem> {
    private static final Comparator<Problem> IN_READING_ORDER =
            Comparator.comparing(Problem::at).thenComparing(Problem::key).thenComparing(Problem::what);

    /** Files may hold anything; a terminal must not obey it, and a problem is one line. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");

    public Problem {
        key = UNPRINTABLE.matcher(key).replaceAll(" ");
        what = UNPRINTABLE.matcher(what).replaceAll(" ");
    }

    @Override
    public int compareTo(Problem other) {
        return IN_READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at + " " + key + ": " + what;
    }
}
