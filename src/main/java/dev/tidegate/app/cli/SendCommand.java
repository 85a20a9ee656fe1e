package dev.tidegate.app.cli;

import dev.tidegate.app.settings.SettingsResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidegate send}. */
@Command(
        name = "send",
        description = {
            "Signs each payload as the source's provider would, posts it to the gateway, and prints the answer."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every answer was a success",
            "1:some answer was not, or there was none",
            "2:the configuration or the command line is not valid"
        })
final class SendCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            required = true,
            description = "The source of sources.yaml whose provider is played; its secret signs.")
    private String source = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway's public address. Default: the port of gateway.yaml on this machine.")
    private @Nullable URI url;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Send each file so many times, as the same delivery: all but the first are duplicates. Default: 1.")
    private int repeat;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = {
                "A private key in PEM (PKCS #8) that signs, for sources of which the settings have only the public"
                        + " key:",
                "sendgrid-events, ses, and standard-webhooks with whpk_."
            })
    private @Nullable Path key;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with one JSON payload each.")
    private List<Path> files = List.of();

    private final Actions actions;
    private final Console console;

    SendCommand(Actions actions, Console console, @Nullable Path home) {
        this.config = new ConfigOption(home);
        this.actions = actions;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (repeat < 1) {
            console.printError("--repeat must be 1 or more");
            return ExitCode.BAD_CONFIGURATION;
        }
        Path directory = config.directory();
        return switch (actions.settings().read(directory, Optional.empty())) {
            case SettingsResult.Valid valid -> actions.send().run(valid, payloads(), console);
            case SettingsResult.Faulty faulty -> {
                SettingsReport.problems(faulty, directory, console::printError);
                yield ExitCode.BAD_CONFIGURATION;
            }
        };
    }

    private Actions.Payloads payloads() {
        return new Actions.Payloads(source, Optional.ofNullable(url), repeat, Optional.ofNullable(key), files);
    }
}
