package dev.tidegate.app;

import dev.tidegate.app.cli.Actions;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.Tidegate;
import dev.tidegate.app.explain.ExplainAction;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.source.catalog.Sources;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        Console console = Console.ofProcess();
        System.exit(Tidegate.run(actions(home()), console, home(), words));
    }

    private static Actions actions(@Nullable Path home) {
        return new Actions(
                (directory, redis) -> new SettingsReader(System::getenv, Sources::prepare).read(directory, redis),
                new OnlineAction()::run,
                StartAction::run,
                new DemoAction(home)::run,
                new SendAction()::run,
                new ExplainAction(System::getenv)::run,
                new BacktestAction(new SettingsReader(System::getenv, Sources::prepare), InstantSource.system())::run);
    }

    /** The start script says where the program is installed. */
    private static @Nullable Path home() {
        String home = System.getProperty("tidegate.home");
        return home == null || home.isEmpty() ? null : Path.of(home);
    }
}
