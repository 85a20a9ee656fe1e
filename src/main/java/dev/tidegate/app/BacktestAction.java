package dev.tidegate.app;

import dev.tidegate.app.cli.Actions.Trial;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.app.settings.TriggersResult;
import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.trigger.TriggerRules;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;

/** {@code tidegate backtest}: tells what a file of triggers would have done. */
final class BacktestAction {
    private final SettingsReader reader;
    private final InstantSource clock;

    BacktestAction(SettingsReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    int run(SettingsResult.Valid valid, Trial trial, Console console) {
        ArchiveSettings archive = valid.settings().process().archive().orElse(null);
        if (archive == null) {
            console.printError("tidegate: gateway.yaml has no archive, so no events are recorded");
            return ExitCode.BAD_CONFIGURATION;
        }
        if (!Files.isDirectory(archive.directory())) {
            console.printError("tidegate: the archive " + archive.directory() + " does not exist");
            return ExitCode.FAILED;
        }
        List<String> destinations = valid.settings().flow().destinations().stream()
                .map(DestinationSettings::name)
                .toList();
        return switch (reader.readTriggers(trial.triggers(), destinations)) {
            case TriggersResult.Valid candidate -> replayed(valid, candidate.rules(), archive, trial, console);
            case TriggersResult.Faulty faulty -> {
                faulty.problems().forEach(problem -> console.printError(problem.toString()));
                yield ExitCode.BAD_CONFIGURATION;
            }
        };
    }

    private int replayed(
            SettingsResult.Valid valid, TriggerRules candidate, ArchiveSettings archive, Trial trial, Console console) {
        TrialRun run = new TrialRun(archive, valid.settings().process().policy(), clock, Integer.MAX_VALUE);
        try {
            new BacktestText(run.report(candidate, valid.settings().flow().rules(), trial.from(), trial.to()))
                    .lines()
                    .forEach(console::print);
            return ExitCode.OK;
        } catch (IOException e) {
            console.printError("tidegate: the archive could not be read: " + e);
            return ExitCode.FAILED;
        }
    }
}
