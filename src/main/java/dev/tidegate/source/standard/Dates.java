package dev.tidegate.source.standard;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as senders write them: ISO-8601 with a {@code T} or a space and any offset (UTC where there is none), or
 * seconds or milliseconds since 1970, told apart by their size.
 */
public final class Dates {
    /** As seconds the year 5138, as milliseconds March 1973. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    /** The last moment that four digits of a year can tell. */
    private static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);

    private static final BigDecimal LATEST_MILLIS = BigDecimal.valueOf(LATEST.toEpochMilli());
    private static final int NANO_DIGITS = 9;

    /** No place on earth is further from UTC than 14 hours; ISO-8601 libraries take 18. */
    private static final int MOST_OFFSET_SECONDS = 18 * 3_600;

    private Dates() {}

    /** The instant that the plain value tells, or null if it tells none between 1970 and 9999. */
    public static @Nullable Instant read(Object value) {
        return switch (value) {
            case Long number -> epoch(BigDecimal.valueOf(number));
            case BigDecimal number -> epoch(number);
            case String text -> text(text.strip());
            default -> null;
        };
    }

    private static @Nullable Instant text(String text) {
        if (text.indexOf('-') < 0) {
            BigDecimal number = Amounts.read(text);
            return number == null ? null : epoch(number);
        }
        try {
            Instant instant = new Cursor(text).instant();
            return instant.getEpochSecond() < 0 || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant epoch(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(LATEST_MILLIS) > 0) {
            return null;
        }
        BigDecimal millis = number.compareTo(FIRST_MILLIS) < 0 ? number.movePointRight(3) : number;
        return Instant.ofEpochMilli(millis.longValue());
    }

    /** Walks along {@code 2026-11-24T01:02:03.412+01:00}; one digit for a month or a day will do. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        Instant instant() {
            int year = digits(4, 4);
            expect("-");
            int month = digits(1, 2);
            expect("-");
            int day = digits(1, 2);
            expect("Tt ");
            int hour = digits(2, 2);
            expect(":");
            int minute = digits(2, 2);
            int second = follows(":") ? digits(2, 2) : 0;
            int nanos = follows(".,") ? fraction() : 0;
            int offset = offset();
            if (at != text.length() || hour > 23 || minute > 59 || second > 60) {
                throw unreadable();
            }
            long days = LocalDate.of(year, month, day).toEpochDay();
            // a leap second is told as the last second before it, as most clocks do
            return Instant.ofEpochSecond(
                    days * 86_400 + hour * 3_600L + minute * 60L + Math.min(second, 59) - offset, nanos);
        }

        private int offset() {
            if (at == text.length() || follows("Zz")) {
                return 0;
            }
            int sign = text.charAt(at) == '-' ? -1 : 1;
            expect("+-");
            int hours = digits(2, 2);
            int minutes = follows(":") || at < text.length() ? digits(2, 2) : 0;
            int seconds = hours * 3_600 + minutes * 60;
            if (minutes > 59 || seconds > MOST_OFFSET_SECONDS) {
                throw unreadable();
            }
            return sign * seconds;
        }

        private int fraction() {
            int start = at;
            int nanos = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                if (at - start < NANO_DIGITS) {
                    nanos = nanos * 10 + text.charAt(at) - '0';
                }
                at++;
            }
            if (at == start) {
                throw unreadable();
            }
            for (int i = at - start; i < NANO_DIGITS; i++) {
                nanos *= 10;
            }
            return nanos;
        }

        private int digits(int least, int most) {
            int start = at;
            int number = 0;
            while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at++) - '0';
            }
            if (at - start < least) {
                throw unreadable();
            }
            return number;
        }

        private boolean follows(String oneOf) {
            boolean follows = at < text.length() && oneOf.indexOf(text.charAt(at)) >= 0;
            if (follows) {
                at++;
            }
            return follows;
        }

        private void expect(String oneOf) {
            if (!follows(oneOf)) {
                throw unreadable();
            }
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static DateTimeException unreadable() {
            return new DateTimeException("unreadable");
        }
    }
}
