package dev.tidegate.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's command line with all its commands. */
@Command(
        name = "tidegate",
        description = "Takes store events in, never loses one, and triggers e-mail marketing at the right moment.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "To see it work:        tidegate demo",
            "To run it:             tidegate start --config DIR",
            "More on a command:     tidegate COMMAND --help",
            "",
            "Environment:",
            "  JAVA_HOME            the Java runtime to use, 21 or later",
            "  JAVA_OPTS            options for the JVM, such as -Xmx2g (1 GiB of heap by default)",
            "  TIDEGATE_OPTS        the same; they come after JAVA_OPTS, so the last one counts",
            "  TIDEGATE_TOKEN       the token for the management port of a running gateway",
            "  any other            wherever the configuration asks for it with $${NAME}"
        })
public final class Tidegate implements Runnable {
    private static final int WIDTH = 100;

    @Spec
    private @Nullable CommandSpec spec;

    private Tidegate() {}

    /**
     * Understands the words and does what they ask.
     *
     * @param home where the program is installed, null if that is not known
     * @return the exit code
     */
    public static int run(Actions actions, Console console, @Nullable Path home, String... words) {
        CommandLine line = new CommandLine(new Tidegate())
                .addSubcommand(new StartCommand(actions, console, home))
                .addSubcommand(new CheckCommand(actions, console, home))
                .addSubcommand(new DemoCommand(actions.demo(), console))
                .addSubcommand(new SendCommand(actions, console, home))
                .addSubcommand(new ExplainCommand(actions.explain(), console))
                .addSubcommand(new BacktestCommand(actions, console, home))
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failure.printStackTrace(console.err());
                    return ExitCode.FAILED;
                });
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().addOption(help()));
        return line.execute(words);
    }

    /** Every command has it; none needs to know. */
    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    @Override
    public void run() {
        throw new ParameterException(commandLine(), "which command?");
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets it");
        }
        return spec.commandLine();
    }
}
