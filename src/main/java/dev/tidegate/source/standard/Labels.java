package dev.tidegate.source.standard;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels that shops give to kinds of things: lower case with underscores, in the shop's own language. */
public final class Labels {
    private static final String CATEGORY = "category";

    private Labels() {}

    /** {@code Home & Garden} is {@code home_garden}. Null for text without a letter or digit; what is no text stays. */
    public static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof String text ? words(text) : value;
    }

    /** A list of products, the {@code category} of each as a label. What is no list stays, and what in it is no product. */
    static @Nullable Object ofProducts(@Nullable Object products) {
        if (!(products instanceof List<?> list)) {
            return products;
        }
        return list.stream().map(Labels::ofProduct).toList();
    }

    private static @Nullable Object ofProduct(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map) || !(map.get(CATEGORY) instanceof String category)) {
            return value;
        }
        Map<Object, @Nullable Object> product = new LinkedHashMap<>(map);
        String label = words(category);
        if (label == null) {
            product.remove(CATEGORY);
        } else {
            product.put(CATEGORY, label);
        }
        return product;
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
