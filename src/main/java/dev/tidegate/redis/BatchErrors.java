package dev.tidegate.redis;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes apart the one error that the Vert.x client makes of a batch in which some commands failed: a line {@code ERR [i]
 * cause} for each of them. The replies of the others are lost with it.
 */
final class BatchErrors {
    private static final Pattern LINE = Pattern.compile("ERR \\[(\\d{1,9})] (.*)");

    private BatchErrors() {}

    /** The error replies by their place in the batch; empty when the text is something else. */
    static Map<Integer, String> parse(String text) {
        Map<Integer, String> errors = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Map.of();
            }
            errors.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
        return errors;
    }
}
