package dev.tidegate.app.settings;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A directory with settings for a test: the smallest valid ones, of which a test changes some. */
final class SettingsFolder {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final SettingsReader reader;

    SettingsFolder(Path directory) {
        this(directory, Sources::prepare);
    }

    SettingsFolder(Path directory, Function<SourceSettings, Prepared> prepare) {
        this.directory = directory;
        this.reader = new SettingsReader(environment::get, prepare);
        file("sources.yaml", "sources:\n  shop: {type: shopify, secrets: [s3cret]}\n");
        file("destinations.yaml", "destinations:\n  lab: {type: simulator}\n");
        file("triggers.yaml", "triggers: {}\n");
    }

    @CanIgnoreReturnValue
    SettingsFolder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @CanIgnoreReturnValue
    SettingsFolder file(String name, byte[] content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    SettingsFolder without(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    SettingsFolder variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    SettingsResult read() {
        return reader.read(directory, Optional.empty());
    }

    SettingsResult read(String redis) {
        return reader.read(directory, Optional.of(redis));
    }

    SettingsResult.Valid valid() {
        return switch (read()) {
            case SettingsResult.Valid valid -> valid;
            case SettingsResult.Faulty(List<Problem> problems) -> throw new AssertionError(lines(problems));
        };
    }

    /** All problems, each on a line, with the files' names without the directory. */
    String problems() {
        return problems(read());
    }

    String problems(SettingsResult result) {
        return switch (result) {
            case SettingsResult.Valid ignored -> "";
            case SettingsResult.Faulty(List<Problem> problems) -> lines(problems);
        };
    }

    private String lines(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::toString).toList())
                .replace(directory + "/", "");
    }
}
