package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Reading;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.app.settings.yaml.Problems;
import dev.tidegate.app.settings.yaml.SmallFile;
import dev.tidegate.app.settings.yaml.Substitution;
import dev.tidegate.app.settings.yaml.YamlParser;
import dev.tidegate.app.settings.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one directory while they are read; collects what is wrong with them. */
final class SettingsDirectory {
    private final Path directory;
    private final Substitution substitution;
    private final Problems problems = new Problems();

    SettingsDirectory(Path directory, Function<String, @Nullable String> environment) {
        this.directory = directory;
        this.substitution = new Substitution(environment, directory);
    }

    /** Whether there is such a directory; its absence is the only problem then. */
    boolean exists() {
        boolean exists = Files.isDirectory(directory);
        if (!exists) {
            problems.add(
                    Position.startOf(directory.toString()),
                    "directory",
                    "does not exist; allowed: a directory with sources.yaml, destinations.yaml and triggers.yaml");
        }
        return exists;
    }

    /** Records the files whose names are nearly those of settings: they would be ignored in silence. */
    void checkNames(List<String> known) {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> Nearest.of(name, known)
                            .ifPresent(near -> problems.add(
                                    place(name), YamlParser.WHOLE_FILE, "is not read; did you mean " + near + "?")));
        } catch (IOException e) {
            problems.add(
                    Position.startOf(directory.toString()), "directory", "cannot be listed; may this user read it?");
        }
    }

    /** Reads one file; {@code change} may put something else into its tree. */
    <T> Opened<T> open(SettingsFile<T> file, UnaryOperator<YamlValue> change) {
        Optional<Cursor> top = tree(file).map(change).map(tree -> Cursor.top(tree, problems, substitution));
        return new Opened<>(file.name(), top, top.flatMap(file.shape()::read));
    }

    List<Problem> problems() {
        return problems.list();
    }

    private Optional<YamlValue> tree(SettingsFile<?> file) {
        Path path = directory.resolve(file.name());
        if (!file.needed() && !Files.exists(path)) {
            return Optional.of(new YamlValue.Mapping(place(file.name()), List.of()));
        }
        return switch (SmallFile.read(path)) {
            case SmallFile.Content(String text) ->
                Optional.ofNullable(YamlParser.parse(path.toString(), text, problems));
            case SmallFile.Unreadable(String why) -> {
                problems.add(place(file.name()), YamlParser.WHOLE_FILE, why + "; needed: " + file.about());
                yield Optional.empty();
            }
        };
    }

    private Position place(String file) {
        return Position.startOf(directory.resolve(file).toString());
    }

    /**
     * A file that was read.
     *
     * @param top empty if it is no YAML
     * @param reading empty if something is wrong with it
     */
    record Opened<T>(String name, Optional<Cursor> top, Optional<Reading<T>> reading) {
        T value() {
            return reading.orElseThrow().value();
        }

        Object shown() {
            return reading.orElseThrow().shown();
        }
    }
}
