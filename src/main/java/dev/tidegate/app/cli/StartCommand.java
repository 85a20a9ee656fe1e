package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidegate start}. */
@Command(
        name = "start",
        description = {
            "Runs the gateway until it gets SIGTERM or SIGINT; then it accepts nothing more, finishes what is in hand,"
                    + " and ends."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it ended cleanly after SIGTERM or SIGINT",
            "2:the configuration is not valid",
            "3:Redis could not be reached within redis.start_timeout"
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--redis",
            paramLabel = "URI|embedded",
            description =
                    "Where Redis is, in the place of redis.uri in gateway.yaml: redis://…, rediss://…, or embedded"
                            + " for a private one that ends with the gateway and keeps its data in data/redis.")
    private @Nullable String redis;

    private final Actions actions;
    private final Console console;

    StartCommand(Actions actions, Console console, @Nullable Path home) {
        this.config = new ConfigOption(home);
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path directory = config.directory();
        SettingsOrigin origin = new SettingsOrigin(actions.settings(), directory, Optional.ofNullable(redis));
        return switch (origin.read()) {
            case SettingsResult.Valid valid -> actions.start().run(valid, origin, console);
            case SettingsResult.Faulty faulty -> {
                SettingsReport.problems(faulty, directory, console::printError);
                yield ExitCode.BAD_CONFIGURATION;
            }
        };
    }
}
