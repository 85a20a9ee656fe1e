package dev.tidegate.profile;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What of one event adds up in a profile.
 *
 * @param currency whose sum the value adds to, null when it adds to none
 */
public record Counted(What what, @Nullable String currency, BigDecimal value) {
    public static final Counted NOTHING = new Counted(What.NOTHING, null, BigDecimal.ZERO);

    /** An amount with more digits is no amount, and adding 1E+999999999 to one would take a gigabyte. */
    private static final int MOST_DIGITS = 30;

    /** The things that are counted; the letters are part of the stored format. */
    public enum What {
        NOTHING('-'),
        ORDER('o'),
        OPEN('r'),
        CLICK('c');

        private final char letter;

        What(char letter) {
            this.letter = letter;
        }

        private static What of(char letter) {
            for (What what : values()) {
                if (what.letter == letter) {
                    return what;
                }
            }
            throw new IllegalArgumentException("nothing that is counted");
        }
    }

    public static Counted of(Event event) {
        return switch (event.type()) {
            case EventTypes.ORDER_COMPLETED -> order(event);
            case EventTypes.EMAIL_OPENED -> new Counted(What.OPEN, null, BigDecimal.ZERO);
            case EventTypes.EMAIL_CLICKED -> new Counted(What.CLICK, null, BigDecimal.ZERO);
            default -> NOTHING;
        };
    }

    private static Counted order(Event event) {
        BigDecimal value = decimal(event.properties().get("value"));
        return value != null
                        && event.properties().get("currency") instanceof String currency
                        && currency.length() == 3
                        && currency.chars().allMatch(c -> c > ' ' && c < 127)
                ? new Counted(What.ORDER, currency, value)
                : new Counted(What.ORDER, null, BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        BigDecimal decimal = switch (value) {
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case null, default -> null;
        };
        return decimal == null || decimal.precision() > MOST_DIGITS || Math.abs(decimal.scale()) > MOST_DIGITS
                ? null
                : decimal;
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Counted parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3 || parts[0].length() != 1) {
            throw new IllegalArgumentException("nothing that was counted");
        }
        return new Counted(What.of(parts[0].charAt(0)), parts[1].isEmpty() ? null : parts[1], new BigDecimal(parts[2]));
    }

    /** As it is stored. */
    public String text() {
        return what.letter + " " + (currency == null ? "" : currency) + " " + value;
    }
}
