package dev.tidegate.app.settings.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a settings file together with the path that leads to it: it gives its content after substitution, or
 * records a problem at its place.
 */
public final class Cursor {
    private static final int QUOTED_AT_MOST = 60;
    private static final Pattern STEP = Pattern.compile("\\.|(?=\\[)");

    private final YamlValue value;
    private final Position keyAt;
    private final String path;
    private final String name;
    private final Reading reading;

    private Cursor(YamlValue value, Position keyAt, String path, String name, Reading reading) {
        this.value = value;
        this.keyAt = keyAt;
        this.path = path;
        this.name = name;
        this.reading = reading;
    }

    /** The top of a file. */
    public static Cursor top(YamlValue value, Problems problems, Substitution substitution) {
        return new Cursor(value, Position.startOf(value.at().file()), "", "", new Reading(problems, substitution));
    }

    /** A value that stands in no file, such as a default, in the place of this one's key {@code name}. */
    public Cursor standIn(String name, YamlValue other) {
        return key(name, other, keyAt);
    }

    /** The last part of the path: the key that this is the value of. */
    public String name() {
        return name;
    }

    public Position at() {
        return value.at();
    }

    /** Where the key stands that leads here. */
    public Position keyAt() {
        return keyAt;
    }

    /** What stands here, in words for a message. */
    public String kind() {
        return value.kind();
    }

    public boolean isSingle() {
        return value instanceof YamlValue.Scalar;
    }

    public boolean isList() {
        return value instanceof YamlValue.Listing;
    }

    public boolean isMapping() {
        return value instanceof YamlValue.Mapping;
    }

    /** Whether the key stands without a value. */
    public boolean isNothing() {
        return value instanceof YamlValue.Scalar scalar && scalar.isNothing();
    }

    /** Records that something is wrong with the value. */
    public void problem(String what) {
        reading.problems.add(at(), label(), what);
    }

    /** Records that something is wrong with the key, or with all that stands under it. */
    public void problemWithThis(String what) {
        reading.problems.add(keyAt, label(), what);
    }

    /**
     * Records that something is wrong inside {@link #text()}.
     *
     * @param line of the text, counted from 1
     * @param column in that line, counted from 1
     */
    public void problemAt(int line, int column, String what) {
        if (value instanceof YamlValue.Scalar scalar) {
            Substituted substituted = reading.substitution.apply(scalar.text());
            int offset = offset(substituted.text(), line, column);
            reading.problems.add(scalar.at(substituted.origin(offset)), label(), what);
        } else {
            problem(what);
        }
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int rest = text.codePointCount(start, text.length());
        return text.offsetByCodePoints(start, Math.max(0, Math.min(column - 1, rest)));
    }

    /** Records that something is wrong with one of this mapping's keys. */
    public void problemWithKey(String key, String what) {
        reading.problems.add(keyPlace(key), label(key), what);
    }

    /** The single value that stands here, substituted; nothing, with the problem recorded, if there is none. */
    public Optional<String> text() {
        if (isNothing()) {
            problemWithThis("has no value; give it one or remove the key");
            return Optional.empty();
        }
        if (!(value instanceof YamlValue.Scalar scalar)) {
            problem("must be a single value, and is " + kind());
            return Optional.empty();
        }
        Substituted substituted = reading.substitution.apply(scalar.text());
        for (Substituted.Fault fault : substituted.faults()) {
            reading.problems.add(scalar.at(fault.offset()), label(), fault.what());
        }
        return substituted.faults().isEmpty() ? Optional.of(substituted.text()) : Optional.empty();
    }

    /** The variables and files that {@link #text()} was put together from. */
    public List<String> substitutedNames() {
        return value instanceof YamlValue.Scalar scalar
                ? reading.substitution.apply(scalar.text()).names()
                : List.of();
    }

    /** The value as it is written in the file, shortened and in quotes; what a variable holds is never in it. */
    public String quoted() {
        if (!(value instanceof YamlValue.Scalar scalar)) {
            return kind();
        }
        String written = scalar.text().strip();
        boolean fits = written.codePointCount(0, written.length()) <= QUOTED_AT_MOST;
        return '"' + (fits ? written : written.substring(0, written.offsetByCodePoints(0, QUOTED_AT_MOST)) + "…") + '"';
    }

    /** The items of the list that stands here, none if the key stands without a value; null after a problem. */
    public @Nullable List<Cursor> items() {
        if (isNothing()) {
            return List.of();
        }
        if (!(value instanceof YamlValue.Listing listing)) {
            problem("must be a list, and is " + kind());
            return null;
        }
        List<Cursor> items = new ArrayList<>();
        for (YamlValue item : listing.items()) {
            String index = "[" + items.size() + "]";
            items.add(new Cursor(item, item.at(), path + index, index, reading));
        }
        return items;
    }

    /** The values of the mapping that stands here, none if the key stands without a value; null after a problem. */
    public @Nullable List<Cursor> entries() {
        if (isNothing()) {
            return List.of();
        }
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problem("must be keys with values, and is " + kind());
            return null;
        }
        return mapping.entries().stream()
                .map(entry -> key(entry.key(), entry.value(), entry.at()))
                .toList();
    }

    /** The value of one of this mapping's keys, if it is there. */
    public Optional<Cursor> find(String key) {
        return value instanceof YamlValue.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().equals(key))
                        .findFirst()
                        .map(entry -> key(key, entry.value(), entry.at()))
                : Optional.empty();
    }

    /**
     * What stands under a path from here, such as {@code event.email} or {@code send[0].to}; where the path leads to
     * nothing, the last value on the way to it.
     */
    public Cursor descend(String relative) {
        Cursor here = this;
        for (String step : STEP.split(relative, -1)) {
            Optional<Cursor> next = step.isEmpty() ? Optional.empty() : here.step(step);
            here = next.orElse(here);
        }
        return here;
    }

    private Optional<Cursor> step(String step) {
        List<Cursor> below = isMapping() ? entries() : isList() ? items() : null;
        return below == null
                ? Optional.empty()
                : below.stream().filter(child -> child.name.equals(step)).findFirst();
    }

    /** The path of a file that is named relative to the settings' directory. */
    public Path resolve(String file) {
        return reading.substitution.resolve(file);
    }

    private Cursor key(String key, YamlValue child, Position at) {
        return new Cursor(child, at, label(key), key, reading);
    }

    private String label() {
        return path.isEmpty() ? YamlParser.WHOLE_FILE : path;
    }

    private String label(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Position keyPlace(String key) {
        return value instanceof YamlValue.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().equals(key))
                        .findFirst()
                        .map(YamlValue.Entry::at)
                        .orElse(keyAt)
                : keyAt;
    }

    /** What all cursors of one reading share. */
    private record Reading(Problems problems, Substitution substitution) {}
}
