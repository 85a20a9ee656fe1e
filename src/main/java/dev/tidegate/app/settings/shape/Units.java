package dev.tidegate.app.settings.shape;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as they are written in the settings. */
final class Units {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,10})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");

    /** The largest first: an amount is shown in the largest unit that leaves no rest. */
    private static final List<Unit> MILLIS = List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1_000),
            new Unit("ms", 1));

    private static final List<Unit> BYTES =
            List.of(new Unit("GiB", 1 << 30), new Unit("MiB", 1 << 20), new Unit("KiB", 1 << 10), new Unit("B", 1));

    /** Nothing is shown as 0s or 0B. */
    private static final int SMALLEST_IN_USE = 3;

    private Units() {}

    static Optional<Duration> duration(String text) {
        Matcher short_ = TIME.matcher(text);
        if (short_.matches()) {
            return Optional.of(Duration.ofMillis(amount(short_, MILLIS)));
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
        return size.matches() ? Optional.of(amount(size, BYTES)) : Optional.empty();
    }

    static String sizeText(long bytes) {
        return text(bytes, BYTES);
    }

    private static long amount(Matcher written, List<Unit> units) {
        return units.stream()
                .filter(unit -> unit.name.equals(written.group(2)))
                .mapToLong(unit -> Long.parseLong(written.group(1)) * unit.amount)
                .sum();
    }

    private static String text(long amount, List<Unit> units) {
        return units.stream()
                .filter(unit -> amount != 0 && amount % unit.amount == 0)
                .findFirst()
                .map(unit -> amount / unit.amount + unit.name)
                .orElse("0" + units.get(SMALLEST_IN_USE).name);
    }

    private record Unit(String name, long amount) {}
}
