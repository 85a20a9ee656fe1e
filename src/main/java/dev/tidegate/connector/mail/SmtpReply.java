package dev.tidegate.connector.mail;

import java.util.List;
import java.util.Locale;

/**
 * What the server said to one command.
 *
 * @param code of three digits
 * @param lines what stands behind the code on each line
 */
record SmtpReply(int code, List<String> lines) {
    SmtpReply {
        lines = List.copyOf(lines);
    }

    /** Whether the command did what it should. */
    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    /** Whether the server can do this, by its answer to {@code EHLO}. */
    boolean offers(String keyword) {
        return lines.stream().anyMatch(line -> line.equalsIgnoreCase(keyword));
    }

    /** Whether the server takes credentials in this way. */
    boolean takes(String mechanism) {
        return lines.stream()
                .map(line -> line.toUpperCase(Locale.ROOT))
                .filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                .anyMatch(line -> List.of(line.substring(5).split(" ", -1)).contains(mechanism));
    }
}
