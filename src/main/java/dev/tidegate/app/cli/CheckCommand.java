package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidegate check}. */
@Command(
        name = "check",
        description = {
            "Validates the whole configuration.",
            "Prints each problem as file:line:column key: what is wrong and what is allowed; all of them at once. Reads"
                    + " files and environment only, starts nothing, sends nothing, unless --online is given."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the configuration is valid", "2:it is not, or a destination refuses it"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--online",
            description =
                    "Also ask the destinations whether they accept the credentials, by requests that change nothing.")
    private boolean online;

    private final Actions actions;
    private final Console console;

    CheckCommand(Actions actions, Console console, @Nullable Path home) {
        this.config = new ConfigOption(home);
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path directory = config.directory();
        return switch (actions.settings().read(directory, Optional.empty())) {
            case SettingsResult.Valid valid -> {
                console.print(SettingsReport.summary(valid, directory));
                yield online ? actions.online().run(valid, console) : ExitCode.OK;
            }
            case SettingsResult.Faulty faulty -> {
                SettingsReport.problems(faulty, directory, console::print);
                yield ExitCode.BAD_CONFIGURATION;
            }
        };
    }
}
