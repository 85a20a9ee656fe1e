package dev.tidegate.app.settings.shape;

import dev.tidegate.domain.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The shapes of values without parts. */
public final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%?");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})/([smh])");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?");
    private static final Pattern ANY = Pattern.compile("(?s).+");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final String DURATIONS = "500ms, 30s, 15m, 24h, 7d or ISO-8601 such as PT15M";

    private Scalars() {}

    /** Any text that is not empty. */
    public static Shape<String> text() {
        return new ScalarShape<>(
                "a text that is not empty",
                text -> text.isBlank() ? Parsed.bad("is empty") : Parsed.good(text),
                text -> text,
                Map.of("type", List.of("string", "number", "boolean")));
    }

    /**
     * A text that matches a pattern whole.
     *
     * @param noun what it is, such as "a host name"
     */
    public static Shape<String> text(Pattern pattern, String noun, String allowed) {
        return new ScalarShape<>(
                allowed,
                text -> pattern.matcher(text).matches() ? Parsed.good(text) : Parsed.bad("is not " + noun),
                text -> text,
                Map.of("type", "string", "pattern", "^(?:" + pattern.pattern() + ")$"));
    }

    /** The SHA-256 of a token in hex; whoever writes the token itself there must not see it repeated. */
    public static Shape<String> digest() {
        return new ScalarShape<String>(
                        "64 hex digits, such as printf %s \"$TOKEN\" | sha256sum gives",
                        text -> SHA256.matcher(text).matches()
                                ? Parsed.good(text.toLowerCase(Locale.ROOT))
                                : Parsed.bad("is not a SHA-256 digest"),
                        text -> Secret.MASK,
                        Map.of("type", "string", "pattern", "^" + SHA256.pattern() + "$"))
                .hiding();
    }

    /** An existing, readable file; its path counts from the settings' directory. */
    public static Shape<Path> file() {
        return new FileShape();
    }

    /** A text that a function makes something of; it throws an {@link IllegalArgumentException} that says what is wrong. */
    public static <T> Shape<T> text(Function<String, T> read, Function<T, Object> show, String allowed) {
        return made(read, show, allowed);
    }

    /** The same for a text that may hold a secret. */
    public static <T> Shape<T> secretText(Function<String, T> read, Function<T, Object> show, String allowed) {
        return made(read, show, allowed).hiding();
    }

    private static <T> ScalarShape<T> made(Function<String, T> read, Function<T, Object> show, String allowed) {
        return new ScalarShape<>(
                allowed,
                text -> {
                    try {
                        return Parsed.good(read.apply(text));
                    } catch (IllegalArgumentException e) {
                        return Parsed.bad(String.valueOf(e.getMessage()));
                    }
                },
                show,
                Map.of("type", "string"));
    }

    public static Shape<Secret> secret() {
        return new SecretShape(ANY, "any text");
    }

    /** A secret that matches a pattern whole. */
    public static Shape<Secret> secret(Pattern pattern, String allowed) {
        return new SecretShape(pattern, allowed);
    }

    /** One of a few words. */
    public static Shape<String> choice(String... words) {
        return choice(Arrays.asList(words), word -> word, List.of());
    }

    /** One of the constants of an enum, by their labels. */
    public static <E extends Enum<E>> Shape<E> choice(Class<E> type, Function<E, String> label) {
        return choice(List.of(type.getEnumConstants()), label, List.of());
    }

    /**
     * One of a few values, by their labels.
     *
     * @param later labels that this version knows and refuses
     */
    public static <T> Shape<T> choice(List<T> values, Function<T, String> label, List<String> later) {
        Map<String, T> byLabel = new LinkedHashMap<>();
        values.forEach(value -> byLabel.put(label.apply(value), value));
        String allowed = String.join(", ", byLabel.keySet());
        return new ScalarShape<>(
                allowed,
                text -> {
                    T value = byLabel.get(text);
                    if (value != null) {
                        return Parsed.good(value);
                    }
                    return Parsed.bad(later.contains(text) ? "is not yet supported" : "is not known");
                },
                label::apply,
                Map.of("enum", List.copyOf(byLabel.keySet())));
    }

    /** true or false. */
    public static Shape<Boolean> flag() {
        return new ScalarShape<>(
                "true, false",
                text -> switch (text) {
                    case "true" -> Parsed.good(true);
                    case "false" -> Parsed.good(false);
                    default -> Parsed.bad("is neither true nor false");
                },
                flag -> flag,
                Map.of("type", "boolean"));
    }

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
                Map.of("type", "integer", "minimum", least, "maximum", most));
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
                Map.of("type", "number", "minimum", least, "maximum", most));
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
                Map.of(
                        "type",
                        List.of("string", "integer"),
                        "pattern",
                        "^[0-9]{1,3}%?$",
                        "minimum",
                        least,
                        "maximum",
                        most));
    }

    public static Shape<Duration> duration(Duration least, Duration most) {
        return new ScalarShape<>(
                DURATIONS + ", from " + Units.text(least) + " to " + Units.text(most),
                text -> Units.duration(text)
                        .map(duration -> within(duration, least, most, "short", "long", value -> value))
                        .orElseGet(() -> Parsed.bad("is not a duration")),
                Units::text,
                Map.of(
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
                Map.of("type", "string", "pattern", "^[0-9]{1,9}(B|KiB|MiB|GiB)$", "examples", List.of("1MiB")));
    }

    /** So many in a second, minute or hour. */
    public static Shape<Rate> rate() {
        return new ScalarShape<>(
                "350/s, 3500/m or 10000/h and the like, at least 1",
                Scalars::rate,
                Rate::toString,
                Map.of("type", "string", "pattern", "^" + RATE.pattern() + "$", "examples", List.of("350/s")));
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

    /** A host name or an IP address. */
    public static Shape<String> host() {
        return text(HOST, "a host", "a host name or an IP address");
    }

    /** An absolute http or https URL. */
    public static Shape<URI> url() {
        return web(URI::toString);
    }

    /** An absolute http or https URL of which only the host may be shown. */
    public static Shape<URI> secretUrl() {
        return web(Scalars::origin).hiding();
    }

    private static ScalarShape<URI> web(Function<URI, Object> show) {
        return new ScalarShape<>(
                "an http:// or https:// URL without user name and fragment",
                Scalars::url,
                show,
                Map.of("type", "string", "pattern", "^https?://"));
    }

    private static Parsed<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            boolean usable = web
                    && url.getHost() != null
                    && url.getPort() <= 65_535
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
            return usable ? Parsed.good(url) : Parsed.bad("is not a usable URL");
        } catch (URISyntaxException e) {
            return Parsed.bad("is not a URL");
        }
    }

    private static Object origin(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        boolean more = url.getRawQuery() != null || url.getRawPath().length() > 1;
        return more ? origin + "/" + Secret.MASK : url.toString();
    }

    private static <N extends Comparable<N>, T> Parsed<T> within(
            N value, N least, N most, String below, String above, Function<? super N, T> convert) {
        if (value.compareTo(least) < 0) {
            return Parsed.bad("is too " + below);
        }
        return value.compareTo(most) > 0 ? Parsed.bad("is too " + above) : Parsed.good(convert.apply(value));
    }
}
