package dev.tidegate.app.settings.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A value in a YAML file, with its place. */
public sealed interface YamlValue {
    Position at();

    /** What this is, in words for a message. */
    String kind();

    /**
     * A text, number or any other single value, as it is written.
     *
     * @param text the value without quotes, before substitution
     * @param plain whether it stands without quotes
     * @param source the piece of the file that it was read from, quotes and indentation included
     */
    record Scalar(Position at, String text, boolean plain, String source) implements YamlValue {
        private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

        /** Whether nothing stands after the key. */
        public boolean isNothing() {
            return plain && NOTHING.contains(text);
        }

        /** The place of a character of {@link #text()}. */
        public Position at(int offset) {
            return new ScalarPlaces(this).of(offset);
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a single value";
        }

        /** Without the text, which may be a secret. */
        @Override
        public String toString() {
            return kind() + " at " + at;
        }
    }

    /** A list. */
    record Listing(Position at, List<YamlValue> items) implements YamlValue {
        public Listing {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file; no key stands twice. */
    record Mapping(Position at, List<Entry> entries) implements YamlValue {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value of a key, if it is there. */
        public Optional<YamlValue> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key.equals(key))
                    .findFirst()
                    .map(Entry::value);
        }

        /** The same with this entry in the place of one with its key, or at the end. */
        public Mapping with(Entry entry) {
            List<Entry> changed = new ArrayList<>(entries);
            changed.removeIf(other -> other.key.equals(entry.key));
            changed.add(entry);
            return new Mapping(at, changed);
        }

        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** One key with its value. */
    record Entry(Position at, String key, YamlValue value) {}
}
