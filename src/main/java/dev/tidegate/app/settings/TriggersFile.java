package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Via;
import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerRules;
import dev.tidegate.trigger.TriggerSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of {@code triggers.yaml}. */
final class TriggersFile {
    static final String SEGMENTS = "segments";

    /** Each is asked of every profile when they are counted. */
    private static final int MOST_SEGMENTS = 200;

    private static final String TRIGGERS = "triggers";
    private static final String SEND = "send";
    private static final String STEPS = "steps";

    private TriggersFile() {}

    static SettingsFile<TriggerRules> with(TriggerExpressions expressions) {
        Key<Map<String, String>> segments = Key.optional(
                        SEGMENTS,
                        new MapShape<String>(Names.PATTERN, Names.ALLOWED, new ExpressionShape(expressions::segment)),
                        "Groups of customers, each under a name: CEL over profile and now. Triggers ask for them as"
                                + " segments.name.")
                .or("{}");
        Key<Map<String, TriggerSettings>> triggers = Key.required(
                TRIGGERS,
                new MapShape<TriggerSettings>(Names.PATTERN, Names.ALLOWED, new TriggerKeys(expressions).shape()),
                "Which events lead to which messages, each under a name.");
        return new SettingsFile<>(
                "triggers.yaml",
                true,
                "Which events lead to which messages.",
                ObjectShape.<TriggerRules>of(
                                values -> new TriggerRules(
                                        segments(values.get(segments)),
                                        List.copyOf(values.get(triggers).values())),
                                segments,
                                triggers)
                        .checking(values -> checkCount(values, segments)));
    }

    private static List<SegmentSettings> segments(Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .map(entry -> new SegmentSettings(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void checkCount(Values values, Key<Map<String, String>> segments) {
        int count = values.find(segments).map(Map::size).orElse(0);
        if (count > MOST_SEGMENTS) {
            values.problem(segments, "are " + count + "; allowed: " + MOST_SEGMENTS + " at most");
        }
    }

    /** Records every {@code to} that names no destination. */
    static void checkDestinations(Cursor file, Collection<String> destinations) {
        sends(file)
                .flatMap(send -> send.find(SendKeys.TO.name()).stream())
                .filter(Cursor::isSingle)
                .forEach(to -> to.text()
                        .filter(name -> !destinations.contains(name))
                        .ifPresent(name -> to.problem(to.quoted() + " is no destination of destinations.yaml; "
                                + allowed(name, destinations))));
    }

    /** Records every {@code as} that names no template, where the destination makes its messages from templates here. */
    static void checkTemplates(Cursor file, Collection<DestinationSettings> destinations) {
        Map<String, Set<String>> templates = new HashMap<>();
        for (DestinationSettings destination : destinations) {
            if (destination.type() instanceof ConnectorSettings.Smtp smtp) {
                templates.put(destination.name(), smtp.templates().keySet());
            }
        }
        sends(file)
                .forEach(send -> single(send, SendKeys.TO.name())
                        .flatMap(Cursor::text)
                        .map(templates::get)
                        .ifPresent(
                                known -> single(send, SendKeys.AS.name()).ifPresent(as -> checkTemplate(as, known))));
    }

    private static Optional<Cursor> single(Cursor send, String key) {
        return send.find(key).filter(Cursor::isSingle);
    }

    private static void checkTemplate(Cursor as, Set<String> known) {
        as.text()
                .filter(name -> !known.contains(name))
                .ifPresent(name -> as.problem(as.quoted() + " is no template in " + SmtpKeys.TEMPLATES + "/; "
                        + (known.isEmpty() ? "it has none" : Nearest.hint(name, known))));
    }

    /** Records every {@code via} that the destination it goes to does not have. */
    static void checkVias(Cursor file, Collection<DestinationSettings> destinations) {
        Map<String, List<String>> vias = destinations.stream()
                .collect(Collectors.toMap(
                        DestinationSettings::name,
                        destination -> destination.type().vias().stream()
                                .map(Via::label)
                                .toList()));
        sends(file)
                .forEach(send -> send.find(SendKeys.VIA.name()).ifPresent(via -> {
                    List<String> known = send.find(SendKeys.TO.name())
                            .filter(Cursor::isSingle)
                            .flatMap(Cursor::text)
                            .map(vias::get)
                            .orElse(null);
                    boolean isOne =
                            via.isSingle() && via.text().filter(SendKeys::isVia).isPresent();
                    if (known != null && isOne && !known.contains(via.text().orElseThrow())) {
                        via.problem(via.quoted() + " is nothing that this destination sends; allowed: "
                                + String.join(", ", known));
                    }
                }));
    }

    private static Stream<Cursor> sends(Cursor file) {
        return triggers(file)
                .flatMap(trigger -> Stream.concat(
                        Stream.of(trigger), trigger.find(STEPS).stream().flatMap(TriggersFile::children)))
                .flatMap(step -> step.isMapping() ? step.find(SEND).stream() : Stream.empty())
                .flatMap(TriggersFile::children)
                .filter(Cursor::isMapping);
    }

    private static String allowed(String name, Collection<String> destinations) {
        return destinations.isEmpty() ? "it has none" : Nearest.hint(name, destinations);
    }

    static Stream<Cursor> triggers(Cursor file) {
        return file.find(TRIGGERS).stream().flatMap(TriggersFile::children);
    }

    static Stream<Cursor> children(Cursor cursor) {
        List<Cursor> below = cursor.isMapping() ? cursor.entries() : cursor.isList() ? cursor.items() : null;
        return below == null ? Stream.empty() : below.stream();
    }
}
