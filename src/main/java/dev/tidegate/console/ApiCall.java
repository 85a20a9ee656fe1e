package dev.tidegate.console;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One call of the operator API.
 *
 * @param subject the part of its path that varies
 * @param item the second such part, of a path that has two; empty else
 * @param body empty unless the caller sent one with a command
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ApiCall(String subject, String item, UnaryOperator<@Nullable String> query, byte[] body) {
    static final byte[] NO_BODY = {};
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST_LIMIT = 1_000;

    /** A parameter of the query; an empty one is none. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.apply(name)).filter(value -> !value.isEmpty());
    }

    /** Which part of a list is asked for. */
    Paging paging() {
        String limit = parameter("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        boolean isNumber = limit.length() <= 4 && limit.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MOST_LIMIT) {
            return new Paging.Wrong(ApiAnswer.wrongQuery("limit must be a number from 1 to " + MOST_LIMIT + "."));
        }
        return new Paging.Part(number, parameter("cursor").orElse(null));
    }

    /** Which part of a list is asked for, or what is wrong with that. */
    sealed interface Paging {
        /** @param cursor where the part before ended, null for the first */
        record Part(int limit, @Nullable String cursor) implements Paging {}

        record Wrong(ApiAnswer answer) implements Paging {}
    }
}
