package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.expression.Compilation;
import dev.tidegate.expression.Reference;
import dev.tidegate.trigger.TriggerExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks what a trigger names elsewhere: segments of the file, event types, and properties of events. */
final class TriggerReferences {
    private final TriggerExpressions expressions;

    TriggerReferences(TriggerExpressions expressions) {
        this.expressions = expressions;
    }

    /** Records every name that cannot be meant. */
    void check(Cursor file) {
        List<String> segments =
                below(file, TriggersFile.SEGMENTS).map(Cursor::name).toList();
        TriggersFile.triggers(file).filter(Cursor::isMapping).forEach(trigger -> check(trigger, segments));
    }

    private void check(Cursor trigger, List<String> segments) {
        List<String> on = new ArrayList<>();
        below(trigger, "on").filter(Cursor::isSingle).forEach(type -> type(type).ifPresent(on::add));
        List<String> either = new ArrayList<>(on);
        below(trigger, "unless").forEach(unless -> unless(unless, segments).ifPresent(either::add));
        condition(trigger, on, segments);
        sends(trigger, on, segments);
        below(trigger, "steps").forEach(step -> {
            condition(step, on, segments);
            sends(step, on, segments);
        });
        below(trigger, "match")
                .filter(Cursor::isSingle)
                .forEach(property -> property.text()
                        .flatMap(name -> KnownEvents.meantProperty(name, either))
                        .ifPresent(meant -> property.problem(
                                property.quoted() + " is no property of these events; did you mean " + meant + "?")));
        trigger.find("cooldown").stream()
                .flatMap(cooldown -> below(cooldown, "per"))
                .forEach(path -> path(path, on));
    }

    private static Stream<Cursor> below(Cursor cursor, String key) {
        return cursor.find(key).stream().flatMap(TriggersFile::children);
    }

    private static Optional<String> type(Cursor place) {
        Optional<String> type = place.text();
        type.flatMap(KnownEvents::meantType)
                .ifPresent(meant ->
                        place.problem(place.quoted() + " is no known event type; did you mean " + meant + "?"));
        return type.map(name -> KnownEvents.meantType(name).orElse(name));
    }

    private Optional<String> unless(Cursor place, List<String> segments) {
        if (place.isSingle()) {
            return type(place);
        }
        Optional<String> type = place.find("type").filter(Cursor::isSingle).flatMap(TriggerReferences::type);
        condition(place, type.stream().toList(), segments);
        return type;
    }

    private void condition(Cursor holder, List<String> types, List<String> segments) {
        holder.find("if").ifPresent(condition -> expression(condition, expressions::condition, types, segments));
    }

    private void sends(Cursor step, List<String> types, List<String> segments) {
        below(step, "send")
                .flatMap(send -> below(send, "data"))
                .forEach(value -> expression(value, expressions::value, types, segments));
    }

    private static void path(Cursor place, List<String> types) {
        String prefix = "properties.";
        if (place.isSingle()) {
            place.text()
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()))
                    .flatMap(name -> KnownEvents.meantProperty(name, types))
                    .ifPresent(meant -> place.problem(
                            place.quoted() + " is no property of these events; did you mean " + prefix + meant + "?"));
        }
    }

    private static void expression(
            Cursor place, Function<String, Compilation> compile, List<String> types, List<String> segments) {
        if (!place.isSingle() || place.isNothing()) {
            return;
        }
        place.text().map(compile).ifPresent(compilation -> {
            if (compilation instanceof Compilation.Compiled(var expression)) {
                expression.references().forEach(reference -> {
                    switch (reference.variable()) {
                        case TriggerExpressions.SEGMENTS -> segment(place, reference, segments);
                        case "event" -> property(place, reference, types);
                        default -> {}
                    }
                });
            }
        });
    }

    private static void segment(Cursor place, Reference reference, List<String> segments) {
        if (reference.steps().isEmpty()) {
            place.problemAt(
                    reference.line(), reference.column(), "segments must be asked for by name, as in segments.vip");
            return;
        }
        String name = reference.steps().getFirst().name();
        if (!segments.contains(name)) {
            String known = segments.isEmpty() ? "the file has none" : Nearest.hint(name, segments);
            place.problemAt(reference.line(), reference.column(), "there is no segment '" + name + "'; " + known);
        }
    }

    private static void property(Cursor place, Reference reference, List<String> types) {
        List<Reference.Step> steps = reference.steps();
        if (steps.size() < 2
                || !steps.get(0).name().equals("properties")
                || steps.get(1).quoted()) {
            return;
        }
        String name = steps.get(1).name();
        KnownEvents.meantProperty(name, types)
                .ifPresent(meant -> place.problemAt(
                        reference.line(),
                        reference.column(),
                        "these events have no property '" + name + "'; did you mean " + meant
                                + "? If not, write event.properties[\"" + name + "\"]"));
    }
}
