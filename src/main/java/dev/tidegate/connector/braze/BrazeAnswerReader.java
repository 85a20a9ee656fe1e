package dev.tidegate.connector.braze;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.PartlyTaken;
import java.util.List;
import java.util.Map;

/**
 * Reads what Braze answers: 201 says that the request was sound, and {@code errors} what of it was not taken. Their texts may
 * repeat what was sent and are not passed on.
 */
final class BrazeAnswerReader {
    private static final String BRAZE = "Braze";

    private BrazeAnswerReader() {}

    /** To one message; a 2xx that cannot be read is success, for nearly always it is, and nothing is sent twice. */
    static Outcome read(EspAnswer answer) {
        Outcome byStatus = ErrorClasses.ofAccount(answer);
        return byStatus instanceof Outcome.Delivered && AnswerReader.has(AnswerReader.object(answer), "errors")
                ? PartlyTaken.notTaken(answer, BRAZE)
                : byStatus;
    }

    /** To several events. */
    static List<Outcome> read(EspAnswer answer, int events) {
        return PartlyTaken.read(answer, events, BRAZE, ErrorClasses.ofAccount(answer), BrazeAnswerReader::places);
    }

    private static List<?> places(Object error) {
        return error instanceof Map<?, ?> map
                        && map.get("index") instanceof Long index
                        && (map.get("input_array") == null || "events".equals(map.get("input_array")))
                ? List.of(index)
                : List.of();
    }
}
