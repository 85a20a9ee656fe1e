package dev.tidegate.app;

import dev.tidegate.app.settings.FlowSettings;
import dev.tidegate.console.Configured;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.trigger.TriggerSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration in force, as the operator sees it. */
record Running(FlowSettings flow, Map<String, Object> shown) implements Configured {
    @Override
    public List<TriggerSettings> triggers() {
        return flow.triggers();
    }

    @Override
    public Set<String> destinations() {
        return flow.destinations().stream().map(DestinationSettings::name).collect(Collectors.toSet());
    }

    @Override
    public Set<String> idSpaces() {
        return flow.sources().stream().map(source -> source.entry().idSpace()).collect(Collectors.toSet());
    }
}
