package dev.tidegate.trigger;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A property and its value as text, by which a run and the event that cancels it find each other. */
public record Token(String property, String value) {

    /** A longer value is told by its digest, so that no sender can make a customer's journey large. */
    private static final int LONGEST_VALUE = 128;

    /** Beyond so many digits after or before the point a number is no name for anything. */
    private static final int LARGEST_SCALE = 64;

    /** Those of the named properties that the event has, in the order of the names. */
    static Set<Token> in(Event event, Collection<String> properties) {
        if (properties.isEmpty()) {
            return Set.of();
        }
        Set<Token> tokens = new LinkedHashSet<>();
        for (String property : properties) {
            String value = text(event.properties().get(property));
            if (value != null) {
                tokens.add(new Token(property, value.length() > LONGEST_VALUE ? Digests.of(value) : value));
            }
        }
        return tokens;
    }

    /** One text for a set of tokens, empty for none; the order counts. */
    static String digest(Set<Token> tokens) {
        if (tokens.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            text.append(token.property()).append('\0').append(token.value()).append('\0');
        }
        return Digests.of(text.toString());
    }

    /** A plain value as text, so that 5 and "5" are the same; null for what is missing, empty, a list or a map. */
    static @Nullable String text(@Nullable Object plain) {
        return switch (plain) {
            case String text when !text.isEmpty() -> text;
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case BigDecimal number -> decimal(number.stripTrailingZeros());
            case null, default -> null;
        };
    }

    private static String decimal(BigDecimal number) {
        return Math.abs(number.scale()) > LARGEST_SCALE ? number.toString() : number.toPlainString();
    }
}
