package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values that were read under the keys of one {@link ObjectShape}. */
public final class Values {
    private final Cursor cursor;
    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<String, Object> shown = new LinkedHashMap<>();
    private boolean faulty;

    Values(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The key that all of these stand under. */
    public String name() {
        return cursor.name();
    }

    /** The value of a key that is required or has a default. */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " has no value"));
    }

    /** The value of a key, if it has one: from the file, or by default. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** The path of a file that is named relative to the settings' directory. */
    public Path resolve(String file) {
        return cursor.resolve(file);
    }

    /** Whether the key stands in the file, rightly or wrongly. */
    public boolean isSet(Key<?> key) {
        return cursor.find(key.name()).isPresent();
    }

    /** Records that something is wrong with the value of a key, or with its absence. */
    public void problem(Key<?> key, String what) {
        faulty = true;
        cursor.find(key.name()).ifPresentOrElse(value -> value.problem(what), () -> problem(what));
    }

    /** Records that something is wrong with what stands under a path from here, such as {@code send[0].to}. */
    public void problemUnder(String path, String what) {
        faulty = true;
        cursor.descend(path).problem(what);
    }

    /** Records that these values together are wrong. */
    public void problem(String what) {
        faulty = true;
        cursor.problemWithThis(what);
    }

    /** Records that a key is missing that others do without. */
    public void missing(Key<?> key, String needed) {
        faulty = true;
        cursor.problemWithKey(key.name(), "is missing: " + needed);
    }

    void read(Key<?> key) {
        cursor.find(key.name()).ifPresentOrElse(value -> keep(key, value), () -> absent(key));
    }

    void unknown(String name, String hint) {
        faulty = true;
        cursor.problemWithKey(name, "is not a known key; " + hint);
    }

    boolean isFaulty() {
        return faulty;
    }

    Map<String, Object> shown() {
        return new LinkedHashMap<>(shown);
    }

    private <T> void keep(Key<T> key, Cursor value) {
        key.shape()
                .read(value)
                .ifPresentOrElse(
                        reading -> {
                            values.put(key, reading.value());
                            shown.put(key.name(), reading.shown());
                        },
                        () -> faulty = true);
    }

    private void absent(Key<?> key) {
        if (key.fallback() != null) {
            keep(key, cursor.standIn(key.name(), key.fallback()));
        } else if (key.required()) {
            faulty = true;
            cursor.problemWithKey(key.name(), "is missing: " + key.about());
        }
    }
}
