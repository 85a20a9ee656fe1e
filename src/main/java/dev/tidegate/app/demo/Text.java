package dev.tidegate.app.demo;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Text that looks the same whatever the machine's language. */
final class Text {
    private Text() {}

    @FormatMethod
    static String of(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
