package dev.tidegate.connector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: a number of seconds or one of HTTP's three forms of a date (RFC 9110, 10.2.3 and 5.6.7). */
public final class RetryAfter {
    /** No ESP can put a message off for longer by one answer. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /** How long to wait from {@code now}, within zero and {@link #LONGEST}; null when the header is absent or garbage. */
    public static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (!text.isEmpty() && text.length() <= 64) {
            return isDigits(text) ? seconds(text) : date(text, now);
        }
        return null;
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 9 ? LONGEST : clamp(Duration.ofSeconds(Long.parseLong(significant)));
    }

    private static @Nullable Duration date(String text, Instant now) {
        for (DateTimeFormatter form : forms(now)) {
            Instant at = read(text, form);
            if (at != null) {
                return clamp(Duration.between(now, at));
            }
        }
        return null;
    }

    private static @Nullable Instant read(String text, DateTimeFormatter form) {
        try {
            return ZonedDateTime.parse(text, form).toInstant();
        } catch (DateTimeException anotherForm) {
            return null;
        }
    }

    /** The obsolete RFC 850 form has a year of two digits: the one that lies not more than 50 years ahead. */
    private static List<DateTimeFormatter> forms(Instant now) {
        DateTimeFormatter rfc850 = new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR,
                        2,
                        2,
                        IsoChronology.INSTANCE.date(now.atOffset(ZoneOffset.UTC).minusYears(49)))
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        DateTimeFormatter asctime = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        return List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850, asctime);
    }

    private static Duration clamp(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
