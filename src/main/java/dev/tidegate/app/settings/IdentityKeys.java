package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.source.Placeholders;
import java.util.List;
import java.util.Locale;

/** The {@code identity} block of {@code gateway.yaml}. */
final class IdentityKeys {
    private static final int LONGEST = 64;

    private static final Key<List<String>> PLACEHOLDERS = Key.optional(
                    "placeholders",
                    ListShape.<String>any(Scalars.text(
                            IdentityKeys::placeholder, word -> word, "a word of 1 to " + LONGEST + " characters")),
                    "What your systems write where they know no customer, such as test or n/a; upper and lower case are"
                            + " the same. 0, null, undefined, guest and what is empty count anyway.")
            .or("[]");

    static final Key<Placeholders> IDENTITY = Key.optional(
                    "identity",
                    ObjectShape.<Placeholders>of(v -> Placeholders.BUILT_IN.and(v.get(PLACEHOLDERS)), PLACEHOLDERS),
                    "What tells who a customer is.")
            .or("{}");

    private IdentityKeys() {}

    private static String placeholder(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty() || word.length() > LONGEST) {
            throw new IllegalArgumentException("has no such length");
        }
        return word;
    }
}
