package dev.tidegate.app.settings.yaml;

/**
 * Finds the place in the file of a character of a scalar, by walking the value and its source side by side: through
 * quotes, escapes, folded lines and indentation.
 */
final class ScalarPlaces {
    private final YamlValue.Scalar scalar;
    private final String source;
    private int next;

    ScalarPlaces(YamlValue.Scalar scalar) {
        this.scalar = scalar;
        this.source = scalar.source();
    }

    Position of(int offset) {
        next = start();
        String text = scalar.text();
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            skipTo(text.charAt(i));
            next = Math.min(next + 1, source.length());
        }
        if (offset < text.length()) {
            skipTo(text.charAt(offset));
        }
        return place(next);
    }

    /** After the opening quote, or after the line that a block scalar's header stands on. */
    private int start() {
        if (source.isEmpty() || scalar.plain()) {
            return 0;
        }
        return switch (source.charAt(0)) {
            case '"', '\'' -> 1;
            case '|', '>' -> source.indexOf('\n') + 1;
            default -> 0;
        };
    }

    /** Moves to the last source character that stands for {@code wanted}. */
    private void skipTo(char wanted) {
        while (next < source.length()) {
            char c = source.charAt(next);
            if (c == '\\' && source.charAt(0) == '"') {
                next += escapeLength() - 1;
                return;
            }
            if (c == '\'' && source.charAt(0) == '\'') {
                next++;
                return;
            }
            if (c == wanted) {
                return;
            }
            if (wanted == ' ' && c == '\n') {
                return;
            }
            if (!Character.isWhitespace(c)) {
                return;
            }
            next++;
        }
    }

    private int escapeLength() {
        if (next + 1 >= source.length()) {
            return 1;
        }
        return switch (source.charAt(next + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private Position place(int index) {
        int line = scalar.at().line();
        int column = scalar.at().column();
        for (int i = 0; i < Math.min(index, source.length()); i++) {
            if (source.charAt(i) == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(source.charAt(i))) {
                column++;
            }
        }
        return new Position(scalar.at().file(), line, column);
    }
}
