package dev.tidegate.app.settings;

import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.trigger.TriggerSettings;
import java.net.URI;
import java.util.List;

/** What events come from, lead to and go to: the settings that may change while the gateway runs. */
public record FlowSettings(
        List<SourceSettings> sources, List<DestinationSettings> destinations, List<TriggerSettings> triggers) {
    public FlowSettings {
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        triggers = List.copyOf(triggers);
    }

    /** Whether some destination is the simulator that this process must run. */
    public boolean needsSimulator() {
        return destinations.stream().anyMatch(destination -> BuiltInSimulator.isMeant(destination.type()));
    }

    /** The same, once the simulator of this process listens. */
    public FlowSettings withSimulatorAt(URI url) {
        return new FlowSettings(
                sources,
                destinations.stream()
                        .map(destination -> BuiltInSimulator.at(url, destination))
                        .toList(),
                triggers);
    }
}
