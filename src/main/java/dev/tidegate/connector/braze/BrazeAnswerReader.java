package dev.tidegate.connector.braze;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Braze answers: 201 says that the request was sound, and {@code errors} what of it was not taken. Their texts may
 * repeat what was sent and are not passed on.
 */
final class BrazeAnswerReader {
    private BrazeAnswerReader() {}

    /** To one message; a 2xx that cannot be read is success, for nearly always it is, and nothing is sent twice. */
    static Outcome read(EspAnswer answer) {
        Outcome byStatus = ErrorClasses.ofAccount(answer);
        return byStatus instanceof Outcome.Delivered && AnswerReader.has(AnswerReader.object(answer), "errors")
                ? notTaken(answer)
                : byStatus;
    }

    /** To several events; an error that names none of them, and an answer that cannot be read, leave it open. */
    static List<Outcome> read(EspAnswer answer, int events) {
        Outcome byStatus = ErrorClasses.ofAccount(answer);
        if (!(byStatus instanceof Outcome.Delivered)) {
            return Collections.nCopies(events, byStatus);
        }
        Map<?, ?> body = AnswerReader.object(answer);
        List<?> errors = body.get("errors") instanceof List<?> list ? list : List.of();
        List<Integer> faulty = errors.stream().map(BrazeAnswerReader::index).toList();
        boolean isClear = !body.isEmpty() && faulty.stream().allMatch(at -> at >= 0 && at < events);
        Outcome otherwise = isClear
                ? byStatus
                : new Outcome.Unknown("HTTP " + answer.status() + " that does not say which events were taken");
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            outcomes.add(faulty.contains(i) ? notTaken(answer) : otherwise);
        }
        return outcomes;
    }

    private static Outcome notTaken(EspAnswer answer) {
        return new Outcome.Refused("HTTP " + answer.status() + " with errors: Braze did not take it");
    }

    private static int index(@Nullable Object error) {
        return error instanceof Map<?, ?> map
                        && map.get("index") instanceof Long index
                        && (map.get("input_array") == null || "events".equals(map.get("input_array")))
                        && index >= 0
                        && index < Integer.MAX_VALUE
                ? index.intValue()
                : -1;
    }
}
