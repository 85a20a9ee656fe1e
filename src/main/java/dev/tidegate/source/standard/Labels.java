package dev.tidegate.source.standard;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Labels that shops give to kinds of things: lower case with underscores, in the shop's own language. */
public final class Labels {
    private Labels() {}

    /** {@code Home & Garden} is {@code home_garden}. Null for text without a letter or digit; what is no text stays. */
    public static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof String text ? words(text) : value;
    }

    private static @Nullable String words(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        StringBuilder label = new StringBuilder(lower.length());
        boolean gap = false;
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            if (isPartOfAWord(c)) {
                if (gap) {
                    label.append('_');
                }
                label.appendCodePoint(c);
                gap = false;
            } else {
                gap = !label.isEmpty();
            }
            i += Character.charCount(c);
        }
        return label.isEmpty() ? null : label.toString();
    }

    /** Marks belong to the letter before them, also in scripts that have no composed letters. */
    private static boolean isPartOfAWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
