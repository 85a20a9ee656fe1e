package dev.tidegate.delivery;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The only addresses that a destination may reach, such as a staging system's.
 *
 * @param patterns addresses in which {@code *} stands for anything, compared in any case; none for no limit
 */
public record OnlyTo(List<String> patterns) {
    /** Everybody may be reached. */
    public static final OnlyTo ANYBODY = new OnlyTo(List.of());

    public OnlyTo {
        patterns = patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether the address may be reached; one that is not known may not be where there is a limit. */
    boolean permits(@Nullable String address) {
        if (patterns.isEmpty()) {
            return true;
        }
        String wanted = address == null ? "" : address.toLowerCase(Locale.ROOT);
        return address != null && patterns.stream().anyMatch(pattern -> matches(pattern, wanted));
    }

    /** Each piece between stars is found after the one before it; the first and the last stand at the ends. */
    private static boolean matches(String pattern, String text) {
        String[] pieces = pattern.split("\\*", -1);
        if (pieces.length == 1) {
            return text.equals(pattern);
        }
        String last = pieces[pieces.length - 1];
        if (!text.startsWith(pieces[0]) || !text.endsWith(last) || text.length() < pieces[0].length() + last.length()) {
            return false;
        }
        int from = pieces[0].length();
        int end = text.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }
}
