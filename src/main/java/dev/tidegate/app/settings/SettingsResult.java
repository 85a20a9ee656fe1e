package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.app.settings.yaml.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What reading the settings came to. */
public sealed interface SettingsResult {

    /**
     * Nothing is wrong.
     *
     * @param shown by the name of the file what is in force, defaults included and secrets masked, as plain values
     * @param destinations by the name of a destination where it stands
     */
    record Valid(GatewaySettings settings, Map<String, Object> shown, Map<String, Position> destinations)
            implements SettingsResult {
        public Valid {
            shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
            destinations = Map.copyOf(destinations);
        }
    }

    /** Everything that is wrong, sorted by place. */
    record Faulty(List<Problem> problems) implements SettingsResult {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
