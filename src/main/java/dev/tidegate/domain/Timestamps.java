package dev.tidegate.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The one form of time in stored values and answers: {@code 2026-11-24T01:02:03.412Z}, UTC with milliseconds. */
public final class Timestamps {
    private static final int LENGTH = 24;
    private static final long FIRST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
    private static final long END_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400;

    private Timestamps() {}

    /** The instant in the stored form; what is finer than a millisecond is cut off. */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new DateTimeException("year out of range");
        }
        char[] text = new char[LENGTH];
        digits(text, 0, 4, time.getYear());
        text[4] = '-';
        digits(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time.getHour());
        text[13] = ':';
        digits(text, 14, 2, time.getMinute());
        text[16] = ':';
        digits(text, 17, 2, time.getSecond());
        text[19] = '.';
        digits(text, 20, 3, time.getNano() / 1_000_000);
        text[23] = 'Z';
        return new String(text);
    }

    /**
     * Reads the stored form.
     *
     * @throws DateTimeException if it is not that, or the year has not four digits
     */
    public static Instant parse(String text) {
        boolean usual = text.length() == LENGTH && text.charAt(LENGTH - 1) == 'Z';
        Instant instant = usual ? parseUsual(text) : Instant.parse(text);
        if (instant.getEpochSecond() < FIRST_SECOND || instant.getEpochSecond() >= END_SECOND) {
            throw new DateTimeException("year out of range");
        }
        return instant;
    }

    private static Instant parseUsual(String text) {
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        long second = date.toEpochDay() * 86_400
                + number(text, 11, 2) * 3600L
                + number(text, 14, 2) * 60L
                + number(text, 17, 2);
        return Instant.ofEpochSecond(second, number(text, 20, 3) * 1_000_000L);
    }

    private static void digits(char[] text, int at, int count, int number) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(String text, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a timestamp");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
