package dev.tidegate.app;

import dev.tidegate.app.settings.FlowSettings;
import dev.tidegate.app.settings.ProcessSettings;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Digests;
import dev.tidegate.ingest.ServedSource;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.NamelessSource;
import dev.tidegate.source.Placeholders;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceTools;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One version of the configuration, with all that can be made of it beforehand: putting it into force cannot fail halfway.
 *
 * @param process what {@code gateway.yaml} says in this version, which counts only from a start on
 * @param shown all settings by file as plain values, secrets masked
 */
record InForce(
        FlowSettings flow,
        ProcessSettings process,
        Triggers triggers,
        List<ServedSource> sources,
        Map<String, Duration> dedupWindows,
        Map<String, Object> shown,
        Instant loadedAt) {

    /**
     * Compiles every expression, so not on an event loop.
     */
    static InForce of(SettingsResult.Valid valid, FixedRules rules, Instant loadedAt) {
        FlowSettings flow = valid.settings().flow();
        Map<String, Duration> windows = new HashMap<>();
        for (SourceSettings source : flow.sources()) {
            Duration own = source.entry().dedupWindow();
            if (own != null) {
                windows.put(source.entry().name(), own);
            }
        }
        return new InForce(
                flow,
                valid.settings().process(),
                new Triggers(flow.rules(), rules.policy(), new TriggerExpressions(rules.links())),
                flow.sources().stream()
                        .map(source -> served(source, rules.placeholders()))
                        .toList(),
                windows,
                valid.shown(),
                loadedAt);
    }

    private static ServedSource served(SourceSettings settings, Placeholders placeholders) {
        return switch (Sources.prepare(settings)) {
            case Prepared.Ready ready
            when settings instanceof SourceSettings.Segment segment ->
                new ServedSource.Tracker(ready.name(), named(ready, placeholders), Set.copyOf(segment.origins()));
            case Prepared.Ready ready -> new ServedSource.Webhook(ready.name(), named(ready, placeholders));
            case Prepared.Faulty faulty -> throw new IllegalStateException("the settings were checked before");
        };
    }

    private static Function<SourceTools, Source> named(Prepared.Ready ready, Placeholders placeholders) {
        return placeholders.equals(Placeholders.BUILT_IN)
                ? ready.perEventLoop()
                : tools -> new NamelessSource(ready.perEventLoop().apply(tools), placeholders);
    }

    /** The same with destinations whose addresses are known by now. */
    InForce with(List<DestinationSettings> destinations) {
        return new InForce(
                new FlowSettings(flow.sources(), destinations, flow.rules()),
                process,
                triggers,
                sources,
                dedupWindows,
                shown,
                loadedAt);
    }

    @Nullable
    Duration dedupWindow(String source) {
        return dedupWindows.get(source);
    }

    /** Equal for all processes that run the same version; no secret goes into it, so none can be guessed from it. */
    static String digest(Map<String, Object> shown) {
        return Digests.of(JsonWriter.textOf(shown));
    }
}
