package dev.tidegate.app.settings.shape;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as they are written in the settings. */
final class Units {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,10})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");

    /** The longest first, so that a time is shown in the largest unit that leaves no rest. */
    private static final Map<String, Long> MILLIS = new LinkedHashMap<>();

    private static final Map<String, Long> BYTES = new LinkedHashMap<>();

    static {
        MILLIS.put("d", 86_400_000L);
        MILLIS.put("h", 3_600_000L);
        MILLIS.put("m", 60_000L);
        MILLIS.put("s", 1_000L);
        MILLIS.put("ms", 1L);
        BYTES.put("GiB", 1L << 30);
        BYTES.put("MiB", 1L << 20);
        BYTES.put("KiB", 1L << 10);
        BYTES.put("B", 1L);
    }

    private Units() {}

    static Optional<Duration> duration(String text) {
        Matcher short_ = TIME.matcher(text);
        if (short_.matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(short_.group(1)) * millis(short_.group(2))));
        }
        try {
            return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A day is shown as 24h, more days as days. */
    static String text(Duration duration) {
        if (duration.equals(Duration.ofDays(1))) {
            return "24h";
        }
        return duration.equals(Duration.ofMillis(duration.toMillis()))
                ? text(duration.toMillis(), MILLIS)
                : duration.toString();
    }

    static Optional<Long> size(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches()
                ? Optional.of(Long.parseLong(size.group(1)) * BYTES.getOrDefault(size.group(2), 1L))
                : Optional.empty();
    }

    static String sizeText(long bytes) {
        return text(bytes, BYTES);
    }

    private static long millis(String unit) {
        return MILLIS.getOrDefault(unit, 1L);
    }

    private static String text(long amount, Map<String, Long> units) {
        return units.entrySet().stream()
                .filter(unit -> amount != 0 && amount % unit.getValue() == 0)
                .findFirst()
                .map(unit -> amount / unit.getValue() + unit.getKey())
                .orElse(units == BYTES ? "0B" : "0s");
    }
}
