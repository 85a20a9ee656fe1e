package dev.tidegate.app.settings.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into a tree that knows its places. Whatever the text, it ends soon and never throws: size, depth and the
 * growth by aliases are limited, a key that stands twice is a problem, tags are refused.
 */
public final class YamlParser {
    static final int MAX_CHARACTERS = 1 << 20;
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 100_000;

    /** The key under which problems of a file as a whole are told. */
    public static final String WHOLE_FILE = "file";

    private static final String QUOTE_SUBSTITUTIONS = "; inside { } and [ ] write \"${NAME}\" with quotes";

    private final String file;
    private final int[] characters;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int values;

    private YamlParser(String file, String yaml, Problems problems) {
        this.file = file;
        this.characters = yaml.codePoints().toArray();
        this.problems = problems;
        this.events = new Parse(LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(MAX_CHARACTERS)
                        .build())
                .parseString(yaml)
                .iterator();
    }

    /**
     * The file's only document, or null after recording what keeps it from being read. An empty file is an empty
     * mapping.
     */
    public static @Nullable YamlValue parse(String file, String yaml, Problems problems) {
        String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
        if (text.length() > MAX_CHARACTERS) {
            problems.add(
                    Position.startOf(file),
                    WHOLE_FILE,
                    "is too large; allowed: up to " + MAX_CHARACTERS + " characters");
            return null;
        }
        return new YamlParser(file, text, problems).document();
    }

    private @Nullable YamlValue document() {
        try {
            return wholeDocument();
        } catch (Unreadable e) {
            problems.add(e.at, WHOLE_FILE, e.what);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            problems.add(position(mark), WHOLE_FILE, "is not valid YAML: " + e.getProblem() + opening(e) + hint(mark));
        } catch (ReaderException e) {
            problems.add(
                    positionOf(e.getPosition()),
                    WHOLE_FILE,
                    String.format(
                            Locale.ROOT, "is not valid YAML: the character U+%04X is not allowed", e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.add(Position.startOf(file), WHOLE_FILE, "is not valid YAML");
        }
        return null;
    }

    private YamlValue wholeDocument() throws Unreadable {
        YamlValue document = new YamlValue.Mapping(Position.startOf(file), List.of());
        boolean seen = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                if (seen) {
                    throw new Unreadable(position(event.getStartMark()), "holds several documents; allowed: one");
                }
                seen = true;
                document = value(events.next(), 0, "");
            }
        }
        return document;
    }

    private YamlValue value(Event event, int depth, String path) throws Unreadable {
        Position at = position(event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw new Unreadable(at, "is nested too deeply; allowed: " + MAX_DEPTH + " levels");
        }
        count(at, 1);
        if (event instanceof AliasEvent alias) {
            return aliased(alias, at);
        }
        int before = values;
        YamlValue value = event instanceof ScalarEvent scalar ? scalar(scalar, at) : collection(event, at, depth, path);
        int size = values - before + 1;
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(value, size)));
        return value;
    }

    private YamlValue aliased(AliasEvent alias, Position at) throws Unreadable {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw new Unreadable(at, "refers to *" + alias.getAlias() + ", which no complete value before it is named");
        }
        count(at, anchored.size);
        return anchored.value;
    }

    private YamlValue.Scalar scalar(ScalarEvent event, Position at) {
        refuseTag(event.getTag(), at);
        return new YamlValue.Scalar(at, event.getValue(), event.isPlain(), source(event));
    }

    private YamlValue collection(Event start, Position at, int depth, String path) throws Unreadable {
        if (start instanceof CollectionStartEvent collection) {
            refuseTag(collection.getTag(), at);
        }
        return start.getEventId() == Event.ID.SequenceStart ? listing(at, depth, path) : mapping(at, depth, path);
    }

    private YamlValue listing(Position at, int depth, String path) throws Unreadable {
        List<YamlValue> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(value(event, depth + 1, path + "[" + items.size() + "]"));
        }
        return new YamlValue.Listing(at, items);
    }

    private YamlValue mapping(Position at, int depth, String path) throws Unreadable {
        List<YamlValue.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlValue key = value(event, depth + 1, path);
            Position keyAt = position(event.getStartMark());
            String below = below(path, key);
            YamlValue value = value(events.next(), depth + 1, below);
            if (!(key instanceof YamlValue.Scalar name)) {
                problems.add(keyAt, WHOLE_FILE, "has " + key.kind() + " as a key; allowed: a name");
            } else if (keys.add(name.text())) {
                entries.add(new YamlValue.Entry(keyAt, name.text(), value));
            } else {
                problems.add(keyAt, below, "stands twice; allowed: once");
            }
        }
        return new YamlValue.Mapping(at, entries);
    }

    private static String below(String path, YamlValue key) {
        String name = key instanceof YamlValue.Scalar scalar ? scalar.text() : "?";
        return path.isEmpty() ? name : path + "." + name;
    }

    private void count(Position at, int more) throws Unreadable {
        values += more;
        if (values > MAX_VALUES) {
            throw new Unreadable(at, "holds too much, aliases resolved; allowed: " + MAX_VALUES + " values");
        }
    }

    private void refuseTag(Optional<String> tag, Position at) {
        tag.filter(name -> !name.equals("!"))
                .ifPresent(name -> problems.add(at, WHOLE_FILE, "has the tag " + name + "; allowed: no tags"));
    }

    private String source(Event event) {
        int start = event.getStartMark().map(Mark::getIndex).orElse(0);
        int end = event.getEndMark().map(Mark::getIndex).orElse(start);
        int until = Math.min(end, characters.length);
        return start >= until ? "" : new String(characters, start, until - start);
    }

    /** Where the bracket or quote was opened that is not closed. */
    private static String opening(MarkedYamlEngineException e) {
        return e.getContextMark()
                .filter(mark -> e.getProblemMark().isPresent())
                .map(mark -> ", in what begins at " + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
    }

    private String hint(Optional<Mark> mark) {
        int index = mark.map(Mark::getIndex).orElse(0);
        boolean afterDollar = index > 0 && index <= characters.length && characters[index - 1] == '$';
        return afterDollar ? QUOTE_SUBSTITUTIONS : "";
    }

    private Position position(Optional<Mark> mark) {
        return mark.map(found -> new Position(file, found.getLine() + 1, found.getColumn() + 1))
                .orElseGet(() -> Position.startOf(file));
    }

    private Position positionOf(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, characters.length); i++) {
            boolean newLine = characters[i] == '\n';
            line = newLine ? line + 1 : line;
            column = newLine ? 1 : column + 1;
        }
        return new Position(file, line, column);
    }

    /** A value with a name, and how many values it holds. */
    private record Anchored(YamlValue value, int size) {}

    /** The file cannot be read on. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Position at;
        private final String what;

        Unreadable(Position at, String what) {
            super(what, null, false, false);
            this.at = at;
            this.what = what;
        }
    }
}
