package dev.tidegate.connector.postmark;

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
 * Reads what Postmark answers: an {@code ErrorCode} for each mail, 0 for one that was taken. Its messages repeat addresses
 * and are not passed on.
 */
final class PostmarkAnswerReader {
    private PostmarkAnswerReader() {}

    /** To a single mail; a 2xx that cannot be read is success, for Postmark says 422 when it refuses one. */
    static Outcome read(EspAnswer answer) {
        Long code = code(AnswerReader.object(answer));
        boolean isJudged = answer.status() == 422 || answer.status() / 100 == 2;
        return isJudged && code != null ? meaning(code, answer.status()) : ErrorClasses.ofAccount(answer);
    }

    /** To a batch; what is missing of a 2xx says nothing of its mail. */
    static List<Outcome> read(EspAnswer answer, int mails) {
        if (answer.status() / 100 != 2) {
            return Collections.nCopies(mails, read(answer));
        }
        List<?> results = AnswerReader.list(answer);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            Long code = results != null && results.size() == mails && results.get(i) instanceof Map<?, ?> result
                    ? code(result)
                    : null;
            outcomes.add(
                    code == null
                            ? new Outcome.Unknown("HTTP " + answer.status() + " without a result for this message")
                            : meaning(code, answer.status()));
        }
        return outcomes;
    }

    private static Outcome meaning(long code, int status) {
        String reason = "HTTP " + status + ", error " + code;
        if (code == 0) {
            return new Outcome.Delivered();
        }
        return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
            case 10 -> new Outcome.AccountRefused(reason + ": the token is not accepted");
            case 100 -> new Outcome.RetryLater(null, reason + ": maintenance");
            case 400, 401 -> new Outcome.AccountRefused(reason + ": the sender is not confirmed at Postmark");
            case 405 -> new Outcome.AccountRefused(reason + ": the account has no credits left");
            case 406 ->
                new Outcome.Refused(reason + ": the address is inactive after a bounce, a complaint or by hand");
            case 412, 413 -> new Outcome.AccountRefused(reason + ": the account may not send");
            case 1101 -> new Outcome.Refused(reason + ": no such template");
            default -> new Outcome.Refused(reason);
        };
    }

    private static @Nullable Long code(Map<?, ?> result) {
        return result.get("ErrorCode") instanceof Long code ? code : null;
    }
}
