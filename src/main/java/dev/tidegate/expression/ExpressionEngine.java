package dev.tidegate.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks expressions over one set of variables.
 *
 * <p>It is the CEL language with its standard functions and the extensions for text, numbers, lists and optional
 * values. Integers and doubles may be compared with each other. What an expression may cost is bounded: the length of its
 * text, its depth, the size of a regular expression (which runs in linear time), and the elements that its loops go over.
 */
public final class ExpressionEngine {
    private static final int LONGEST_TEXT = 8_192;
    private static final int DEEPEST = 64;
    private static final int MOST_ITERATIONS = 10_000;
    private static final int LARGEST_REGEX = 1_000;

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    public ExpressionEngine(Variables variables) {
        CelOptions options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .maxExpressionCodePointSize(LONGEST_TEXT)
                .maxParseRecursionDepth(DEEPEST)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .maxRegexProgramSize(LARGEST_REGEX)
                .build();
        CelTypes types = new CelTypes(variables);
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types)
                .addLibraries(
                        CelExtensions.strings(), CelExtensions.math(), CelExtensions.lists(), CelExtensions.optional());
        variables.types().forEach((name, type) -> builder.addVar(name, CelTypes.of(type)));
        this.compiler = builder.build();
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options)
                .setTypeProvider(types)
                .addLibraries(
                        CelExtensions.strings(), CelExtensions.math(), CelExtensions.lists(), CelExtensions.optional())
                .build();
    }

    /** Reads an expression that gives any value. */
    public Compilation compile(String text) {
        return compile(text, any -> null);
    }

    /** Reads an expression that must be true or false, as far as can be told before it runs. */
    public Compilation compileCondition(String text) {
        return compile(
                text,
                type -> type.kind() == CelKind.BOOL || type.kind() == CelKind.DYN
                        ? null
                        : "gives " + type.name() + " where true or false is needed, as in a comparison");
    }

    /** @param objection what is wrong with the type of the expression's value, null when nothing is */
    private Compilation compile(String text, Function<CelType, @Nullable String> objection) {
        CelValidationResult checked = compiler.compile(text);
        if (checked.hasError()) {
            return new Compilation.Faulty(
                    checked.getErrors().stream().map(ExpressionEngine::problem).toList());
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            String wrong = objection.apply(tree.getResultType());
            return wrong != null
                    ? faulty(wrong)
                    : new Compilation.Compiled(
                            new Expression(text, runtime.createProgram(tree), ExactPath.in(tree.getExpr())));
        } catch (CelValidationException | CelEvaluationException e) {
            return faulty("cannot be made to run");
        }
    }

    private static Compilation faulty(String message) {
        return new Compilation.Faulty(List.of(new Compilation.Problem(1, 1, message)));
    }

    private static Compilation.Problem problem(CelIssue issue) {
        return new Compilation.Problem(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                readable(issue.getMessage()));
    }

    /** CEL's message without its lists of everything that would have been possible. */
    private static String readable(String message) {
        String short_ = message.replace(" (in container '')", "")
                .replaceAll("(?s) \\(candidates: .*", "")
                .replaceAll("(?s) expecting \\{.*", "");
        return short_.startsWith("mismatched input '<EOF>'") ? "the expression ends too early" : short_;
    }
}
