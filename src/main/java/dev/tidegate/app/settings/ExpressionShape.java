package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Reading;
import dev.tidegate.app.settings.shape.Schemas;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import dev.tidegate.expression.Compilation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A CEL expression, kept as text; each of its faults is told at its own place. */
final class ExpressionShape implements Shape<String> {
    /** A longer list is no help to anybody. */
    private static final int LISTED_AT_MOST = 8;

    private final Function<String, Compilation> compile;

    ExpressionShape(Function<String, Compilation> compile) {
        this.compile = compile;
    }

    @Override
    public Optional<Reading<String>> read(Cursor cursor) {
        return cursor.text().flatMap(text -> switch (compile.apply(text)) {
            case Compilation.Compiled ignored -> Optional.of(new Reading<>(text, text));
            case Compilation.Faulty(var problems) -> {
                problems.forEach(problem -> cursor.problemAt(problem.line(), problem.column(), told(problem)));
                yield Optional.empty();
            }
        });
    }

    private static String told(Compilation.Problem problem) {
        Compilation.Unknown unknown = problem.unknown();
        if (unknown == null) {
            return problem.message();
        }
        boolean few = unknown.known().size() <= LISTED_AT_MOST;
        return problem.message()
                + (few || Nearest.of(unknown.name(), unknown.known()).isPresent()
                        ? "; " + Nearest.hint(unknown.name(), unknown.known())
                        : "");
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("type", List.of("string", "number", "boolean"));
    }
}
