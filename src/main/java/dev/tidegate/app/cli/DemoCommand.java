package dev.tidegate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidegate demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the gateway at work, with nothing to install or to configure.",
            "Starts a private Redis, the gateway on config/demo and a built-in ESP; plays a storefront's signed traffic"
                    + " through the public port, with duplicates, a bad signature, invalid data, abandoned and bought"
                    + " carts and an outage of the ESP; and prints what came of it and the console's address."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything came as expected", "1:something did not"})
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "End after the summary, within 60 seconds.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The gateway's public port. Default: a free one.")
    private int port;

    private final Actions.Demo demo;
    private final Console console;

    DemoCommand(Actions.Demo demo, Console console) {
        this.demo = demo;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            console.printError("--port must be 0 to 65535");
            return ExitCode.BAD_CONFIGURATION;
        }
        return demo.run(once, port, console);
    }
}
