package dev.tidegate.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression that only names a place, such as {@code event.properties.products[0].price}. It is followed over the
 * plain values themselves, so that a price stays the decimal that it is and does not become a double.
 *
 * @param steps text for a key, {@link Long} for a list's element
 */
record ExactPath(String variable, List<Object> steps) {
    private static final String INDEX = "_[_]";

    ExactPath {
        steps = List.copyOf(steps);
    }

    /** The path that the expression is, or null when it computes something. */
    static @Nullable ExactPath in(CelExpr expression) {
        List<Object> steps = new ArrayList<>();
        CelExpr at = expression;
        while (true) {
            switch (at.getKind()) {
                case IDENT -> {
                    return new ExactPath(at.ident().name(), steps.reversed());
                }
                case SELECT -> {
                    if (at.select().testOnly()) {
                        return null;
                    }
                    steps.add(at.select().field());
                    at = at.select().operand();
                }
                case CALL -> {
                    CelExpr.CelCall call = at.call();
                    Object index =
                            call.function().equals(INDEX) ? constant(call.args().get(1)) : null;
                    if (index == null) {
                        return null;
                    }
                    steps.add(index);
                    at = call.args().get(0);
                }
                case NOT_SET, CONSTANT, LIST, STRUCT, MAP, COMPREHENSION -> {
                    return null;
                }
            }
        }
    }

    private static @Nullable Object constant(CelExpr argument) {
        if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        CelConstant constant = argument.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            default -> null;
        };
    }

    Result follow(Map<String, ?> variables) {
        Object at = variables.get(variable);
        Object last = variable;
        for (Object step : steps) {
            if (at instanceof Map<?, ?> map && step instanceof String key) {
                at = map.get(key);
                if (at == null && !map.containsKey(key)) {
                    return new Result.Failed("'" + key + "' is missing");
                }
            } else if (at instanceof List<?> list && step instanceof Long index) {
                if (index < 0 || index >= list.size()) {
                    return new Result.Failed("'" + last + "' has no element " + index);
                }
                at = list.get(index.intValue());
            } else {
                return new Result.Failed("'" + last + "' has no parts");
            }
            last = step;
        }
        try {
            return new Result.Value(Plain.of(at));
        } catch (Plain.NotPlain e) {
            return new Result.Failed(e.reason());
        }
    }
}
