package dev.tidegate.app.settings;

import dev.tidegate.app.settings.SettingsDirectory.Opened;
import dev.tidegate.app.settings.shape.Reading;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.app.settings.yaml.Problems;
import dev.tidegate.app.settings.yaml.Substitution;
import dev.tidegate.app.settings.yaml.YamlParser;
import dev.tidegate.app.settings.yaml.YamlValue;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a directory: all of them, or everything that is wrong with them. */
public final class SettingsReader {
    private final Function<String, @Nullable String> environment;
    private final SettingsFile<List<SourceSettings>> sourcesFile;
    private final SettingsFile<TriggerRules> triggersFile;
    private final TriggerReferences references;

    /**
     * @param environment looks a variable up, null if it is unset
     * @param prepare says what is wrong with a source beyond its keys
     */
    public SettingsReader(Function<String, @Nullable String> environment, Function<SourceSettings, Prepared> prepare) {
        this.environment = environment;
        this.sourcesFile = SourcesFile.with(prepare);
        TriggerExpressions expressions = new TriggerExpressions();
        this.triggersFile = TriggersFile.with(expressions);
        this.references = new TriggerReferences(expressions);
    }

    /** @param redis stands in the place of {@code redis.uri} in {@code gateway.yaml}, if given */
    public SettingsResult read(Path path, Optional<String> redis) {
        SettingsDirectory directory = new SettingsDirectory(path, environment);
        if (!directory.exists()) {
            return new SettingsResult.Faulty(directory.problems());
        }
        directory.checkNames(files().map(SettingsFile::name).toList());
        UnaryOperator<YamlValue> asItIs = tree -> tree;
        UnaryOperator<YamlValue> redirected =
                redis.<UnaryOperator<YamlValue>>map(RedisKeys::override).orElse(asItIs);
        Opened<ProcessSettings> gateway = directory.open(GatewayFile.FILE, redirected);
        Opened<List<SourceSettings>> sources = directory.open(sourcesFile, asItIs);
        Opened<List<DestinationSettings>> destinations = directory.open(DestinationsFile.FILE, asItIs);
        Opened<TriggerRules> triggers = directory.open(triggersFile, asItIs);
        Opened<Boolean> quality = directory.open(QualityFile.FILE, asItIs);
        Optional<Map<String, Position>> places = destinations.top().map(DestinationsFile::places);
        places.ifPresent(known -> triggers.top().ifPresent(top -> TriggersFile.checkDestinations(top, known.keySet())));
        triggers.top().ifPresent(references::check);
        destinations
                .reading()
                .ifPresent(read -> triggers.top().ifPresent(top -> {
                    TriggersFile.checkVias(top, read.value());
                    TriggersFile.checkTemplates(top, read.value());
                }));
        if (!directory.problems().isEmpty()) {
            return new SettingsResult.Faulty(directory.problems());
        }
        FlowSettings flow = new FlowSettings(sources.value(), destinations.value(), triggers.value());
        return new SettingsResult.Valid(
                new GatewaySettings(gateway.value(), flow),
                shown(gateway, sources, destinations, triggers, quality),
                places.orElse(Map.of()));
    }

    /**
     * Reads a file of triggers that stands by itself, whatever its name.
     *
     * @param destinations the names that its triggers may send to
     */
    public TriggersResult readTriggers(Path file, Collection<String> destinations) {
        Path parent = file.getParent();
        SettingsDirectory directory = new SettingsDirectory(parent == null ? Path.of("") : parent, environment);
        SettingsFile<TriggerRules> named = new SettingsFile<>(
                String.valueOf(file.getFileName()), true, triggersFile.about(), triggersFile.shape());
        Opened<TriggerRules> triggers = directory.open(named, tree -> tree);
        triggers.top().ifPresent(top -> TriggersFile.checkDestinations(top, destinations));
        triggers.top().ifPresent(references::check);
        return directory.problems().isEmpty()
                ? new TriggersResult.Valid(triggers.value())
                : new TriggersResult.Faulty(directory.problems());
    }

    /**
     * Reads the text of a file of triggers that somebody sent; it cannot refer to variables and files.
     *
     * @param destinations the names that its triggers may send to
     */
    public TriggersResult readTriggersText(String text, Collection<String> destinations) {
        Problems problems = new Problems();
        Optional<Cursor> top = Optional.ofNullable(YamlParser.parse(triggersFile.name(), text, problems))
                .map(tree -> Cursor.top(tree, problems, Substitution.refused()));
        Optional<Reading<TriggerRules>> reading = top.flatMap(triggersFile.shape()::read);
        top.ifPresent(cursor -> TriggersFile.checkDestinations(cursor, destinations));
        top.ifPresent(references::check);
        return problems.isEmpty()
                ? new TriggersResult.Valid(reading.orElseThrow().value())
                : new TriggersResult.Faulty(problems.list());
    }

    /** The JSON Schema of every file, by the file's name. */
    public Map<String, Map<String, Object>> schemas() {
        Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
        files().forEach(file -> schemas.put(file.name(), file.schema()));
        return schemas;
    }

    private Stream<SettingsFile<?>> files() {
        return Stream.of(GatewayFile.FILE, sourcesFile, DestinationsFile.FILE, triggersFile, QualityFile.FILE);
    }

    private static Map<String, Object> shown(Opened<?>... files) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Stream.of(files).forEach(file -> shown.put(file.name(), file.shown()));
        return shown;
    }
}
