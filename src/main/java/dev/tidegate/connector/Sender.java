package dev.tidegate.connector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who a mail is from. */
public record Sender(String email, @Nullable String name) {
    private static final String ADDRESS = "([^\\s<>@\",;:\\\\]+@[^\\s<>@\",;:\\\\]+)";
    private static final Pattern ALONE = Pattern.compile(ADDRESS);
    private static final Pattern NAMED =
            Pattern.compile("(?:\"([^\"<>\\\\\\p{Cntrl}]+)\"|([^\"<>\\\\\\p{Cntrl}]+?))\\s*<" + ADDRESS + ">");

    /**
     * Reads {@code news@shop.example} or {@code Shop <news@shop.example>}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Sender parse(String text) {
        Matcher alone = ALONE.matcher(text.strip());
        if (alone.matches()) {
            return new Sender(alone.group(1), null);
        }
        Matcher named = NAMED.matcher(text.strip());
        if (named.matches()) {
            String quoted = named.group(1);
            return new Sender(named.group(3), quoted == null ? named.group(2) : quoted);
        }
        throw new IllegalArgumentException("is not a sender");
    }

    /** As a mail's header has it. */
    @Override
    public String toString() {
        return name == null ? email : '"' + name + "\" <" + email + '>';
    }
}
