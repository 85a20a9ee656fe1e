package dev.tidegate.app.settings;

import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.trigger.TriggerSettings;
import java.util.List;

/** What events come from, lead to and go to: the settings that may change while the gateway runs. */
public record FlowSettings(
        List<SourceSettings> sources, List<DestinationSettings> destinations, List<TriggerSettings> triggers) {
    public FlowSettings {
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        triggers = List.copyOf(triggers);
    }
}
