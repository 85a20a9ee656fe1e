package dev.tidegate.app;

import dev.tidegate.app.cli.Actions.Trial;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.app.settings.TriggersResult;
import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.backtest.Backtest;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerRules;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
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
        Policy policy = valid.settings().process().policy();
        try {
            new BacktestText(new Backtest(new ArchiveReader(archive.directory()))
                            .run(
                                    compiled(candidate, policy),
                                    compiled(valid.settings().flow().rules(), policy),
                                    trial.from().orElse(Instant.EPOCH),
                                    trial.to().orElseGet(clock::instant)))
                    .lines()
                    .forEach(console::print);
            return ExitCode.OK;
        } catch (IOException e) {
            console.printError("tidegate: the archive could not be read: " + e);
            return ExitCode.FAILED;
        }
    }

    private static Triggers compiled(TriggerRules rules, Policy policy) {
        return new Triggers(rules, policy, new TriggerExpressions());
    }
}
