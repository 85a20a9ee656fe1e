package dev.tidegate.app.settings.yaml;

import java.util.Comparator;

/** A place in a settings file; line and column count from 1. It prints as {@code file:line:column}. */
public record Position(String file, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> IN_READING_ORDER = Comparator.comparing(Position::file)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    /** Where a file begins; the place of what concerns the file as a whole. */
    public static Position startOf(String file) {
        return new Position(file, 1, 1);
    }

    @Override
    public int compareTo(Position other) {
        return IN_READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
