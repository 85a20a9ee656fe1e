package dev.tidegate.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}, which every command that reads settings has. */
final class ConfigOption {
    static final String DIRECTORY = "config";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = {
                "Directory with sources.yaml, destinations.yaml, triggers.yaml and, if wanted, gateway.yaml and"
                        + " quality.yaml.",
                "Default: config in the working directory, else the one beside the program."
            })
    private @Nullable Path directory;

    private final @Nullable Path home;

    /** @param home where the program is installed, null if that is not known */
    ConfigOption(@Nullable Path home) {
        this.home = home;
    }

    Path directory() {
        if (directory != null) {
            return directory;
        }
        Path here = Path.of(DIRECTORY);
        return home == null || Files.isDirectory(here) ? here : home.resolve(DIRECTORY);
    }
}
