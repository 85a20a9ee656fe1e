package dev.tidegate.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression that was checked and can be run, by many threads at once. */
public final class Expression {
    private final String text;
    private final Program program;
    private final @Nullable ExactPath path;
    private final List<Reference> references;

    Expression(String text, Program program, @Nullable ExactPath path, List<Reference> references) {
        this.text = text;
        this.references = List.copyOf(references);
        this.program = program;
        this.path = path;
    }

    /** The variables that it uses, wherever it does. */
    public List<Reference> references() {
        return references;
    }

    /**
     * The value for these variables. A mere path such as {@code event.properties.value} gives the value exactly as it is
     * stored; all others compute with 64-bit integers and doubles.
     *
     * @param variables plain values: text, booleans, numbers, {@link java.time.Instant}, {@link java.time.Duration}, lists
     *     and maps of these, and null; maps are read as needed and never copied
     */
    public Result evaluate(Map<String, ?> variables) {
        if (path != null) {
            return path.follow(variables);
        }
        try {
            Object value = program.eval(name -> Optional.ofNullable(Views.of(variables.get(name))));
            return new Result.Value(Plain.of(value));
        } catch (CelEvaluationException e) {
            return new Result.Failed(Reasons.of(e, text));
        } catch (Plain.NotPlain e) {
            return new Result.Failed(e.reason());
        } catch (RuntimeException e) {
            // CEL lets a few of Java's own through; their messages may hold values
            return new Result.Failed("cannot be computed (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether the expression is true for these variables; what is no boolean is a failure. */
    public Truth test(Map<String, ?> variables) {
        return switch (evaluate(variables)) {
            case Result.Value(Boolean truth) -> truth ? Truth.TRUE : Truth.FALSE;
            case Result.Value ignored -> new Truth.Unknown("gives no true or false");
            case Result.Failed(String reason) -> new Truth.Unknown(reason);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
