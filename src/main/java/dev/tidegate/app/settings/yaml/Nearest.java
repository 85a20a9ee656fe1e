package dev.tidegate.app.settings.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which known name a mistyped one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The known name closest to {@code written}, if one is close enough to be meant. */
    public static Optional<String> of(String written, Collection<String> known) {
        String plain = plain(written);
        int tolerated = Math.max(1, Math.min(3, plain.length() / 3));
        return known.stream()
                .filter(name -> distance(plain, plain(name)) <= tolerated)
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The words that name the closest known name, or all of them where none is close. */
    public static String hint(String written, Collection<String> known) {
        return of(written, known)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "allowed: " + String.join(", ", known));
    }

    /** Whether both are the same but for one letter that is missing, too much, another, or in its neighbour's place. */
    public static boolean isSlip(String written, String known) {
        return Math.abs(written.length() - known.length()) <= 1
                && written.length() <= 64
                && distance(written, known) == 1;
    }

    /** maxBody, max-body and max_body are the same word to a reader. */
    private static String plain(String name) {
        String shortened = name.length() > 64 ? name.substring(0, 64) : name;
        return shortened.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_ .]", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
