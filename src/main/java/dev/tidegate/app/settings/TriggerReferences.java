package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.expression.Compilation;
import dev.tidegate.expression.Reference;
import dev.tidegate.trigger.TriggerExpressions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks what the expressions of triggers name elsewhere: segments of the file. */
final class TriggerReferences {
    private final TriggerExpressions expressions;

    TriggerReferences(TriggerExpressions expressions) {
        this.expressions = expressions;
    }

    /** Records every reference to something that there is not. */
    void check(Cursor file) {
        List<String> segments = file.find(TriggersFile.SEGMENTS).stream()
                .flatMap(TriggersFile::children)
                .map(Cursor::name)
                .toList();
        TriggersFile.triggers(file).forEach(trigger -> check(trigger, segments));
    }

    private void check(Cursor trigger, List<String> segments) {
        Stream<Cursor> steps = trigger.find("steps").stream().flatMap(TriggersFile::children);
        Stream<Cursor> cancels = trigger.find("unless").stream().flatMap(TriggersFile::children);
        Stream.of(Stream.of(trigger), cancels).flatMap(all -> all).forEach(one -> conditions(one, segments));
        Stream.of(Stream.of(trigger), steps).flatMap(all -> all).forEach(step -> {
            if (step != trigger) {
                conditions(step, segments);
            }
            step.find("send").stream()
                    .flatMap(TriggersFile::children)
                    .flatMap(send -> send.find("data").stream())
                    .flatMap(TriggersFile::children)
                    .forEach(value -> check(value, expressions::value, segments));
        });
    }

    private void conditions(Cursor holder, List<String> segments) {
        holder.find("if").ifPresent(condition -> check(condition, expressions::condition, segments));
    }

    private void check(Cursor place, Function<String, Compilation> compile, List<String> segments) {
        if (!place.isSingle() || place.isNothing()) {
            return;
        }
        place.text().map(compile).ifPresent(compilation -> {
            if (compilation instanceof Compilation.Compiled(var expression)) {
                expression.references().stream()
                        .filter(reference -> reference.variable().equals(TriggerExpressions.SEGMENTS))
                        .forEach(reference -> segment(place, reference, segments));
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
}
