package dev.tidegate.trigger;

import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Reference;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells of conditions for the ledger. */
final class Conditions {
    private Conditions() {}

    /** In words, with what was seen of the segments that the condition asks for. */
    static String whyFalse(@Nullable Expression condition, Map<String, Object> variables) {
        if (condition == null || !(variables.get(TriggerExpressions.SEGMENTS) instanceof SegmentAnswers answers)) {
            return "`if` is false";
        }
        String seen = condition.references().stream()
                .filter(reference -> reference.variable().equals(TriggerExpressions.SEGMENTS))
                .flatMap(reference -> reference.steps().stream().limit(1))
                .map(Reference.Step::name)
                .distinct()
                .map(answers::told)
                .filter(told -> !told.isEmpty())
                .collect(Collectors.joining("; "));
        return seen.isEmpty() ? "`if` is false" : "`if` is false: " + seen;
    }
}
