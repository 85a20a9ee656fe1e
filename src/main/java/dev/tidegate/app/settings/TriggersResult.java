package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.trigger.TriggerRules;
import java.util.List;

/** What reading a file of triggers by itself came to. */
public sealed interface TriggersResult {

    /** Nothing is wrong. */
    record Valid(TriggerRules rules) implements TriggersResult {}

    /** Everything that is wrong, sorted by place. */
    record Faulty(List<Problem> problems) implements TriggersResult {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
