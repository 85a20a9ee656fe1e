package dev.tidegate.app.settings.shape;

import dev.tidegate.domain.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The shapes of texts, words, secrets and files. */
public final class Scalars {
    private static final Pattern ANY = Pattern.compile("(?s).+");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private Scalars() {}

    /** Any text that is not empty. */
    public static Shape<String> text() {
        return new ScalarShape<>(
                "a text that is not empty",
                text -> text.isBlank() ? Parsed.bad("is empty") : Parsed.good(text),
                text -> text,
                Schemas.words("type", List.of("string", "number", "boolean")));
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
                Schemas.words("type", "string", "pattern", "^(?:" + pattern.pattern() + ")$"));
    }

    /** The SHA-256 of a token in hex; whoever writes the token itself there must not see it repeated. */
    public static Shape<String> digest() {
        return new ScalarShape<String>(
                        "64 hex digits, such as printf %s \"$TOKEN\" | sha256sum gives",
                        text -> SHA256.matcher(text).matches()
                                ? Parsed.good(text.toLowerCase(Locale.ROOT))
                                : Parsed.bad("is not a SHA-256 digest"),
                        text -> Secret.MASK,
                        Schemas.words("type", "string", "pattern", "^" + SHA256.pattern() + "$"))
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
                Schemas.words("type", "string"));
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
                Schemas.words("enum", List.copyOf(byLabel.keySet())));
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
                Schemas.words("type", "boolean"));
    }
}
