package dev.tidegate.domain;

import java.util.Locale;

/**
 * Something about an event that the gateway could not settle by itself, so that a person may want to look.
 *
 * @param detail in words, without anything that names a person
 */
public record Finding(Rule rule, String detail) {
    /** What was found. */
    public enum Rule {
        /** Profiles with different customer ids of one space. */
        IDENTITY_TWO_IDS,
        /** Profiles that together would have too many identifiers of a kind. */
        IDENTITY_TOO_MANY,
        /** Profiles that an operator has told apart. */
        IDENTITY_KEPT_APART,
        /** A thin event that went on as it came, because its provider could not be asked for the rest. */
        NOT_COMPLETED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if no rule has this label */
        public static Rule of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
