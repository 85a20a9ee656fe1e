package dev.tidegate.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells why an expression failed, without the values that CEL puts into its own messages. */
final class Reasons {
    private static final Pattern OFFSET = Pattern.compile("<input>:(\\d+)");
    private static final Pattern KEY = Pattern.compile("key '([^']+)' is not present");

    private Reasons() {}

    static String of(CelEvaluationException e, String text) {
        String message = String.valueOf(e.getMessage());
        return what(e, message, text) + place(message);
    }

    private static String what(CelEvaluationException e, String message, String text) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> missing(message, text);
            case INDEX_OUT_OF_BOUNDS -> "a list has no such element";
            case DIVIDE_BY_ZERO -> "divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case BAD_FORMAT -> "a text does not have the form that is asked for";
            case INVALID_ARGUMENT -> "an argument is not allowed";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD ->
                "an operator or function does not take values of these types"
                        + " (double(x), int(x) and string(x) convert)";
            case ITERATION_BUDGET_EXCEEDED -> "goes over too many elements";
            case TYPE_NOT_FOUND, DUPLICATE_ATTRIBUTE, INTERNAL_ERROR -> "cannot be computed";
        };
    }

    /** A key is named only when it stands in the expression: any other came from data. */
    private static String missing(String message, String text) {
        Matcher key = KEY.matcher(message);
        return key.find() && text.contains(key.group(1))
                ? "'" + key.group(1) + "' is missing"
                : "something that it asks for is missing";
    }

    private static String place(String message) {
        Matcher offset = OFFSET.matcher(message);
        return offset.find() ? " (at character " + (Long.parseLong(offset.group(1)) + 1) + ")" : "";
    }
}
