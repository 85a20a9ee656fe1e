package dev.tidegate.app.settings.shape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The shapes of numbers, shares, times, sizes and rates, each between limits. */
public final class Quantities {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,2})?%?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%?");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})/([smh])");
    private static final String DURATIONS = "500ms, 30s, 15m, 24h, 7d or ISO-8601 such as PT15M";

    private Quantities() {}

    public static Shape<Integer> integer(int least, int most) {
        return number(least, most, Math::toIntExact);
    }

    public static Shape<Long> integer(long least, long most) {
        return number(least, most, value -> value);
    }

    private static <T> Shape<T> number(long least, long most, Function<Long, T> convert) {
        return new ScalarShape<>(
                least + " to " + most,
                text -> {
                    if (!INTEGER.matcher(text).matches()) {
                        return Parsed.bad("is not a whole number");
                    }
                    return within(Long.parseLong(text), least, most, "small", "large", convert);
                },
                value -> value,
                Schemas.words("type", "integer", "minimum", least, "maximum", most));
    }

    public static Shape<Double> decimal(double least, double most) {
        return new ScalarShape<>(
                plain(least) + " to " + plain(most),
                text -> {
                    if (!DECIMAL.matcher(text).matches()) {
                        return Parsed.bad("is not a number");
                    }
                    return within(Double.parseDouble(text), least, most, "small", "large", value -> value);
                },
                value -> value,
                Schemas.words("type", "number", "minimum", least, "maximum", most));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A share in percent, {@code 85%} or {@code 85}. */
    public static Shape<Integer> percent(int least, int most) {
        return new ScalarShape<>(
                least + "% to " + most + "%",
                text -> {
                    if (!PERCENT.matcher(text).matches()) {
                        return Parsed.bad("is not a percentage");
                    }
                    int percent = Integer.parseInt(text.replace("%", ""));
                    return within(percent, least, most, "small", "large", value -> value);
                },
                percent -> percent + "%",
                Schemas.words(
                        "type",
                        List.of("string", "integer"),
                        "pattern",
                        "^[0-9]{1,3}%?$",
                        "minimum",
                        least,
                        "maximum",
                        most));
    }

    /** A share of a whole, {@code 5%} or {@code 2.5%}, in hundredths of a percent. */
    public static Shape<Integer> share() {
        return new ScalarShape<>(
                "0% to 100%, with two digits behind the point at most",
                text -> {
                    if (!SHARE.matcher(text).matches()) {
                        return Parsed.bad("is not a percentage");
                    }
                    int hundredths = new BigDecimal(text.replace("%", ""))
                            .movePointRight(2)
                            .intValueExact();
                    return within(hundredths, 0, 10_000, "small", "large", value -> value);
                },
                hundredths -> plain(hundredths / 100.0) + "%",
                Schemas.words("type", List.of("string", "number"), "pattern", "^" + SHARE.pattern() + "$"));
    }

    public static Shape<Duration> duration(Duration least, Duration most) {
        return new ScalarShape<>(
                DURATIONS + ", from " + Units.text(least) + " to " + Units.text(most),
                text -> Units.duration(text)
                        .map(duration -> within(duration, least, most, "short", "long", value -> value))
                        .orElseGet(() -> Parsed.bad("is not a duration")),
                Units::text,
                Schemas.words(
                        "type",
                        "string",
                        "pattern",
                        "^([0-9]{1,10}(ms|s|m|h|d)|P.+)$",
                        "examples",
                        List.of("30s", "24h")));
    }

    /** A number of bytes. */
    public static Shape<Long> size(long least, long most) {
        return new ScalarShape<>(
                "256KiB, 1MiB and the like, from " + Units.sizeText(least) + " to " + Units.sizeText(most),
                text -> Units.size(text)
                        .map(size -> within(size, least, most, "small", "large", value -> value))
                        .orElseGet(() -> Parsed.bad("is not a size")),
                Units::sizeText,
                Schemas.words("type", "string", "pattern", "^[0-9]{1,9}(B|KiB|MiB|GiB)$", "examples", List.of("1MiB")));
    }

    /** So many in a second, minute or hour. */
    public static Shape<Rate> rate() {
        return new ScalarShape<>(
                "350/s, 3500/m or 10000/h and the like, at least 1",
                Quantities::rate,
                Rate::toString,
                Schemas.words("type", "string", "pattern", "^" + RATE.pattern() + "$", "examples", List.of("350/s")));
    }

    private static Parsed<Rate> rate(String text) {
        if (!RATE.matcher(text).matches()) {
            return Parsed.bad("is not a rate");
        }
        int slash = text.indexOf('/');
        int count = Integer.parseInt(text.substring(0, slash));
        Optional<Duration> per = Units.duration("1" + text.substring(slash + 1));
        return count == 0 || per.isEmpty() ? Parsed.bad("is too small") : Parsed.good(new Rate(count, per.get()));
    }

    private static <N extends Comparable<N>, T> Parsed<T> within(
            N value, N least, N most, String below, String above, Function<? super N, T> convert) {
        if (value.compareTo(least) < 0) {
            return Parsed.bad("is too " + below);
        }
        return value.compareTo(most) > 0 ? Parsed.bad("is too " + above) : Parsed.good(convert.apply(value));
    }
}
