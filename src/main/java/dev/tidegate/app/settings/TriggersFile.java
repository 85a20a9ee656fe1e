package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Via;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of {@code triggers.yaml}. */
final class TriggersFile {
    private static final String TRIGGERS = "triggers";
    private static final String SEND = "send";
    private static final String STEPS = "steps";

    private TriggersFile() {}

    static SettingsFile<List<TriggerSettings>> with(TriggerExpressions expressions) {
        Key<Map<String, TriggerSettings>> triggers = Key.required(
                TRIGGERS,
                new MapShape<TriggerSettings>(Names.PATTERN, Names.ALLOWED, new TriggerKeys(expressions).shape()),
                "Which events lead to which messages, each under a name.");
        return new SettingsFile<>(
                "triggers.yaml",
                true,
                "Which events lead to which messages.",
                ObjectShape.of(values -> List.copyOf(values.get(triggers).values()), triggers));
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

    /** Records every {@code via} that the destination of the same {@code send} does not have. */
    static void checkVias(Cursor file, Collection<DestinationSettings> destinations) {
        sends(file)
                .filter(Cursor::isMapping)
                .forEach(send -> destinations.stream()
                        .filter(destination -> isTo(send, destination.name()))
                        .forEach(
                                destination -> checkVia(send, destination.type().vias())));
    }

    private static boolean isTo(Cursor send, String destination) {
        return send.find(SendKeys.TO.name())
                .filter(Cursor::isSingle)
                .flatMap(Cursor::text)
                .filter(destination::equals)
                .isPresent();
    }

    private static void checkVia(Cursor send, List<Via> vias) {
        List<String> allowed = vias.stream().map(Via::label).toList();
        send.find(SendKeys.VIA.name())
                .filter(Cursor::isSingle)
                .ifPresent(via -> via.text()
                        .filter(label -> isKnown(label) && !allowed.contains(label))
                        .ifPresent(label -> via.problem(via.quoted() + " is nothing that its destination has; allowed: "
                                + String.join(", ", allowed))));
    }

    /** What is not known at all is told where it is read. */
    private static boolean isKnown(String label) {
        return Stream.of(Via.values()).anyMatch(via -> via.label().equals(label));
    }

    private static Stream<Cursor> sends(Cursor file) {
        return file.find(TRIGGERS).stream()
                .flatMap(TriggersFile::children)
                .flatMap(trigger -> Stream.concat(
                        Stream.of(trigger), trigger.find(STEPS).stream().flatMap(TriggersFile::children)))
                .flatMap(step -> step.isMapping() ? step.find(SEND).stream() : Stream.empty())
                .flatMap(TriggersFile::children);
    }

    private static String allowed(String name, Collection<String> destinations) {
        return destinations.isEmpty() ? "it has none" : Nearest.hint(name, destinations);
    }

    private static Stream<Cursor> children(Cursor cursor) {
        List<Cursor> below = cursor.isMapping() ? cursor.entries() : cursor.isList() ? cursor.items() : null;
        return below == null ? Stream.empty() : below.stream();
    }
}
