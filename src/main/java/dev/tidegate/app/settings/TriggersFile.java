package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Records every {@code as} that names no template, where the destination makes its messages from templates here. */
    static void checkTemplates(Cursor file, Collection<DestinationSettings> destinations) {
        Map<String, Set<String>> templates = new HashMap<>();
        for (DestinationSettings destination : destinations) {
            if (destination.type() instanceof ConnectorSettings.Smtp smtp) {
                templates.put(destination.name(), smtp.templates().keySet());
            }
        }
        sends(file)
                .filter(Cursor::isMapping)
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
