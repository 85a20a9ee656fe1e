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
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Pattern FIELD = Pattern.compile("^undefined field '([^']+)'");
    private static final Pattern WORD_AS_INPUT =
            Pattern.compile("\\w+ input '(?!(?:<EOF>|[-+*/%!?:.,=<>&|()\\[\\]{}]+)')");
    private static final Pattern VARIABLE = Pattern.compile("^undeclared reference to '([^']+)'");

    private final Set<String> variables;
    private final List<String> fields;
    private final CelCompiler compiler;
    private final CelRuntime runtime;

    public ExpressionEngine(Variables variables) {
        this.variables = variables.types().keySet();
        this.fields = variables.types().values().stream()
                .flatMap(ExpressionEngine::fields)
                .distinct()
                .toList();
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
                        : "gives " + simple(type) + " where true or false is needed, as in a comparison");
    }

    private static String simple(CelType type) {
        return type.name().replace("google.protobuf.", "").toLowerCase(Locale.ROOT);
    }

    /** @param objection what is wrong with the type of the expression's value, null when nothing is */
    private Compilation compile(String text, Function<CelType, @Nullable String> objection) {
        CelValidationResult checked = checked(text);
        if (checked == null) {
            return faulty("this is no expression");
        }
        if (checked.hasError()) {
            return new Compilation.Faulty(
                    checked.getErrors().stream().map(this::problem).toList());
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            String wrong = objection.apply(tree.getResultType());
            return wrong != null
                    ? faulty(wrong)
                    : new Compilation.Compiled(new Expression(
                            text,
                            runtime.createProgram(tree),
                            ExactPath.in(tree.getExpr()),
                            References.in(tree, variables)));
        } catch (CelValidationException | CelEvaluationException e) {
            return faulty("cannot be made to run");
        }
    }

    /** Null where CEL finds no place for what it has to say of a macro, in what is no expression anyway. */
    private @Nullable CelValidationResult checked(String text) {
        try {
            return compiler.compile(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Compilation faulty(String message) {
        return new Compilation.Faulty(List.of(new Compilation.Problem(1, 1, message)));
    }

    private Compilation.Problem problem(CelIssue issue) {
        return new Compilation.Problem(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                readable(issue.getMessage()),
                unknown(issue.getMessage()));
    }

    private Compilation.@Nullable Unknown unknown(String message) {
        Matcher field = FIELD.matcher(message);
        if (field.find()) {
            return new Compilation.Unknown(field.group(1), fields);
        }
        Matcher variable = VARIABLE.matcher(message);
        return variable.find() ? new Compilation.Unknown(variable.group(1), List.copyOf(variables)) : null;
    }

    private static Stream<String> fields(Type type) {
        return switch (type) {
            case Type.Simple simple -> Stream.empty();
            case Type.ListOf(Type element) -> fields(element);
            case Type.MapOf(Type value) -> fields(value);
            case Type.Struct struct ->
                Stream.concat(
                        struct.fields().keySet().stream(),
                        struct.fields().values().stream().flatMap(ExpressionEngine::fields));
        };
    }

    /** CEL's message without its lists of everything that would have been possible, and without texts: a variable may stand in one. */
    private static String readable(String message) {
        if (message.startsWith("token recognition error")) {
            return "a quote is not closed, or a character has no place here";
        }
        if (message.startsWith("no viable alternative")) {
            return "this is no expression";
        }
        if (message.startsWith("missing ")) {
            return message.replaceFirst("(?s) at '.*", "");
        }
        if (WORD_AS_INPUT.matcher(message).lookingAt()) {
            return "a text, word or number has no place here";
        }
        String short_ = message.replace(" (in container '')", "")
                .replaceAll("(?s) \\(candidates: .*", "")
                .replaceAll("(?s) expecting \\{.*", "");
        return short_.startsWith("mismatched input '<EOF>'") ? "the expression ends too early" : short_;
    }
}
