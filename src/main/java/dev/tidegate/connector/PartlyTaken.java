package dev.tidegate.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads an answer that names, of several messages in one request, those that the ESP did not take. */
public final class PartlyTaken {
    private static final int PARTLY = 207;

    private PartlyTaken() {}

    /**
     * What the answer means for each message.
     *
     * @param esp its name
     * @param byStatus what the status means; if that is not delivered, it holds for all
     * @param places from the JSON of one error, the places in the request that it is about; any other number names none. An
     *     error that names none, a 207 without errors, and an answer that cannot be read leave open what became of the messages that no error names.
     */
    public static List<Outcome> read(
            EspAnswer answer, int messages, String esp, Outcome byStatus, Function<Object, List<?>> places) {
        if (!(byStatus instanceof Outcome.Delivered)) {
            return Collections.nCopies(messages, byStatus);
        }
        Map<?, ?> body = AnswerReader.find(answer);
        List<?> errors = body != null && body.get("errors") instanceof List<?> list ? list : List.of();
        List<List<?>> named = new ArrayList<>();
        errors.forEach(error -> named.add(places.apply(error)));
        boolean isClear = body != null
                && (answer.status() != PARTLY || !named.isEmpty())
                && named.stream()
                        .allMatch(some -> !some.isEmpty() && some.stream().allMatch(at -> isPlace(at, messages)));
        Outcome otherwise = isClear
                ? byStatus
                : new Outcome.Unknown("HTTP " + answer.status() + " that does not say which events were taken");
        List<?> faulty = named.stream().flatMap(List::stream).toList();
        return Stream.iterate(0L, at -> at + 1)
                .limit(messages)
                .map(at -> faulty.contains(at) ? notTaken(answer, esp) : otherwise)
                .toList();
    }

    /** The answer names an error, and a message that it is about. */
    public static Outcome notTaken(EspAnswer answer, String esp) {
        return new Outcome.Refused("HTTP " + answer.status() + " with errors: " + esp + " did not take it");
    }

    private static boolean isPlace(Object at, int messages) {
        return at instanceof Long place && place >= 0 && place < messages;
    }
}
