package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidegate backtest}. */
@Command(
        name = "backtest",
        description = {
            "Runs a file of triggers against the recorded events, without sending or changing anything.",
            "Replays the archive of gateway.yaml on a clock of its own through the code that decides in the gateway,"
                + " and prints who would have got what, what would have been held back and why, and the difference to"
                + " the triggers of the configuration. All that was recorded before the period is replayed too, so"
                + " that profiles, cooldowns and waits are as they would have been."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is told",
            "1:the archive could not be read",
            "2:the configuration, the triggers or the command line are not valid"
        })
final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--triggers",
            paramLabel = "FILE",
            required = true,
            description = "The triggers to try, as triggers.yaml has them.")
    private Path triggers = Path.of("triggers.yaml");

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Count from this time on, such as 2026-11-01T00:00:00Z. Default: all.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "T", description = "Stop at this time. Default: now.")
    private @Nullable Instant to;

    private final Actions actions;
    private final Console console;

    BacktestCommand(Actions actions, Console console, @Nullable Path home) {
        this.config = new ConfigOption(home);
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (from != null && to != null && !from.isBefore(to)) {
            console.printError("--from must be before --to");
            return ExitCode.BAD_CONFIGURATION;
        }
        Path directory = config.directory();
        return switch (actions.settings().read(directory, Optional.empty())) {
            case SettingsResult.Valid valid -> actions.backtest().run(valid, trial(), console);
            case SettingsResult.Faulty faulty -> {
                SettingsReport.problems(faulty, directory, console::printError);
                yield ExitCode.BAD_CONFIGURATION;
            }
        };
    }

    private Actions.Trial trial() {
        return new Actions.Trial(triggers, Optional.ofNullable(from), Optional.ofNullable(to));
    }
}
