package dev.tidegate.app.settings.shape;

/** What the text of a single value comes to. */
public sealed interface Parsed<T> {
    record Good<T>(T value) implements Parsed<T> {}

    /** @param why completes the sentence that begins with the value, such as "is not a number" */
    record Bad<T>(String why) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String why) {
        return new Bad<>(why);
    }
}
