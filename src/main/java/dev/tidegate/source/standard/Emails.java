package dev.tidegate.source.standard;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses, trimmed and with a lower-case domain.
 *
 * <p>Allowed is what a customer can have typed: no comments, no quoted or routed forms, no address literals, and a domain
 * with a dot. Whether the mailbox exists is another question.
 */
public final class Emails {
    /** RFC 5321, 4.5.3.1 */
    private static final int LONGEST_LOCAL_PART = 64;

    /** RFC 5321 with erratum 1690 */
    private static final int LONGEST = 254;

    private static final EmailValidator UNUSUAL = JMail.strictValidator()
            .disallowIpDomain()
            .requireTopLevelDomain()
            .disallowSingleCharacterTopLevelDomains()
            .disallowExplicitSourceRouting()
            .disallowQuotedIdentifiers()
            .disallowObsoleteWhitespace()
            .withRule(email -> email.comments().isEmpty());

    private Emails() {}

    /** The address in canonical form, or null if it is none. */
    public static @Nullable String standardise(String trimmed) {
        int at = trimmed.lastIndexOf('@');
        if (at <= 0 || trimmed.length() > LONGEST) {
            return null;
        }
        boolean valid = isOrdinary(trimmed, at) || !holdsOddSign(trimmed) && UNUSUAL.isValid(trimmed);
        return valid ? lowerCaseDomain(trimmed, at) : null;
    }

    private static String lowerCaseDomain(String address, int at) {
        for (int i = at + 1; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 0x80) {
                return address.substring(0, at + 1) + address.substring(at + 1).toLowerCase(Locale.ROOT);
            }
        }
        return address;
    }

    /** Signs that only stand in quotes, comments and between lines, where RFC 5322 allows much that nobody has. */
    private static boolean holdsOddSign(String address) {
        return address.chars()
                .anyMatch(c -> "\"\\()".indexOf(c) >= 0 || Character.isISOControl(c) || Character.isWhitespace(c));
    }

    /** Nearly every address: letters, digits and a few signs. It only saves the time of the full grammar. */
    private static boolean isOrdinary(String address, int at) {
        return at <= LONGEST_LOCAL_PART && isOrdinaryLocalPart(address, at) && isOrdinaryDomain(address, at + 1);
    }

    private static boolean isOrdinaryLocalPart(String address, int end) {
        boolean afterDot = true;
        for (int i = 0; i < end; i++) {
            char c = address.charAt(i);
            if (c == '.' ? afterDot : !(isLetterOrDigit(c) || c == '-' || c == '_' || c == '+')) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    private static boolean isOrdinaryDomain(String address, int start) {
        int labelStart = start;
        int dots = 0;
        for (int i = start; i <= address.length(); i++) {
            char c = i == address.length() ? '.' : address.charAt(i);
            if (c == '.') {
                if (i == labelStart || i - labelStart > 63 || address.charAt(i - 1) == '-') {
                    return false;
                }
                dots++;
                labelStart = i + 1;
            } else if (!(isLetterOrDigit(c) || c == '-' && i > labelStart)) {
                return false;
            }
        }
        String topLevel = address.substring(address.lastIndexOf('.') + 1);
        return dots > 1 && topLevel.length() > 1 && isLetter(topLevel.charAt(0)) && isLetter(topLevel.charAt(1));
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
