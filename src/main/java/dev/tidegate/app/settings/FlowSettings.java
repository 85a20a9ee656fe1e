package dev.tidegate.app.settings;

import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.TriggerRules;
import dev.tidegate.trigger.TriggerSettings;
import java.util.List;

/** What events come from, lead to and go to: the settings that may change while the gateway runs. */
public record FlowSettings(List<SourceSettings> sources, List<DestinationSettings> destinations, TriggerRules rules) {
    public FlowSettings {
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
    }

    public List<TriggerSettings> triggers() {
        return rules.triggers();
    }

    public List<SegmentSettings> segments() {
        return rules.segments();
    }
}
