package dev.tidegate.app.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidegate explain}. */
@Command(
        name = "explain",
        description = {
            "Asks a running gateway and prints why a message was sent, or was not.",
            "For an event: what each trigger made of it, each gate with what it saw, when the customer can get the"
                    + " message again, and each attempt at delivery. For an address: the same of all that happened with"
                    + " the customer lately."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is explained",
            "1:the event or the address is not known, or no gateway answers",
            "2:the command line is not valid"
        })
final class ExplainCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Asked asked = new Asked();

    @Option(
            names = "--url",
            paramLabel = "MANAGEMENT",
            defaultValue = "http://127.0.0.1:8081",
            description =
                    "The gateway's management port. Default: http://127.0.0.1:8081. Where it wants a token, that is"
                            + " taken from TIDEGATE_TOKEN.")
    private URI url = URI.create("http://127.0.0.1:8081");

    private final Actions.Explain explain;
    private final Console console;

    ExplainCommand(Actions.Explain explain, Console console) {
        this.explain = explain;
        this.console = console;
    }

    /** Either of them. */
    private static final class Asked {
        @Option(
                names = "--event",
                paramLabel = "ID",
                description = "The event's id as the sender was answered, or source:source_id.")
        private @Nullable String event;

        @Option(names = "--email", paramLabel = "ADDRESS", description = "The customer's e-mail address.")
        private @Nullable String email;
    }

    @Override
    public Integer call() {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            console.printError("--url must be an http:// or https:// address");
            return ExitCode.BAD_CONFIGURATION;
        }
        return explain.run(
                new Actions.Question(Optional.ofNullable(asked.event), Optional.ofNullable(asked.email), url), console);
    }
}
