package dev.tidegate.app.cli;

import dev.tidegate.app.settings.FlowSettings;
import dev.tidegate.app.settings.SettingsResult;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells what reading the settings came to. */
final class SettingsReport {
    private SettingsReport() {}

    /** Each problem on its line, and how many there are. */
    static void problems(SettingsResult.Faulty faulty, Path directory, Consumer<String> lines) {
        faulty.problems().forEach(problem -> lines.accept(problem.toString()));
        lines.accept("");
        lines.accept(directory + " is not valid: " + count(faulty.problems().size(), "problem"));
    }

    /** What a valid directory holds. */
    static String summary(SettingsResult.Valid valid, Path directory) {
        FlowSettings flow = valid.settings().flow();
        return directory + " is valid: "
                + count(flow.sources().size(), "source") + ", "
                + count(flow.destinations().size(), "destination") + ", "
                + count(flow.triggers().size(), "trigger");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
