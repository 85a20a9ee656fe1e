package dev.tidegate.connector.mandrill;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Reads what Mandrill answers: to a sound request a status for each recipient, of whom there is one here, and otherwise an
 * error with a name, whatever the HTTP status is. Only names that are known are passed on.
 */
final class MandrillAnswerReader {
    private MandrillAnswerReader() {}

    /** A 2xx that cannot be read is success: nearly always it is, a rejected mail bounces anyway, and nothing is sent twice. */
    static Outcome read(EspAnswer answer) {
        List<?> recipients = AnswerReader.list(answer);
        if (recipients != null && !recipients.isEmpty() && recipients.getFirst() instanceof Map<?, ?> recipient) {
            return ofRecipient(recipient, answer);
        }
        Map<?, ?> body = AnswerReader.object(answer);
        return "error".equals(body.get("status"))
                ? ofError(String.valueOf(body.get("name")), answer)
                : ErrorClasses.ofAccount(answer);
    }

    private static Outcome ofRecipient(Map<?, ?> recipient, EspAnswer answer) {
        String reason = "HTTP " + answer.status() + ": ";
        return switch (String.valueOf(recipient.get("status"))) {
            case "rejected" -> rejected(String.valueOf(recipient.get("reject_reason")), reason + "rejected");
            case "invalid" -> new Outcome.Refused(reason + "the address is invalid");
            default -> ErrorClasses.ofAccount(answer);
        };
    }

    private static Outcome rejected(String why, String reason) {
        return switch (why) {
            case "invalid-sender", "unsigned", "test-mode-limit" ->
                new Outcome.AccountRefused(reason + " (" + why + ")");
            case "hard-bounce", "soft-bounce", "spam", "unsub", "custom", "invalid", "rule" ->
                new Outcome.Refused(reason + " (" + why + ")");
            default -> new Outcome.Refused(reason);
        };
    }

    private static Outcome ofError(String name, EspAnswer answer) {
        String reason = "HTTP " + answer.status() + ": ";
        return switch (name) {
            case "Invalid_Key", "PaymentRequired", "PoorReputation", "Unknown_Subaccount" ->
                new Outcome.AccountRefused(reason + name);
            case "Unknown_Template", "Invalid_Template", "ValidationError" -> new Outcome.Refused(reason + name);
            case "GeneralError", "ServiceUnavailable" -> new Outcome.RetryLater(null, reason + name);
            default -> ofUnnamed(answer);
        };
    }

    /** An error under 2xx did not send anything; by any other status as everywhere. */
    private static Outcome ofUnnamed(EspAnswer answer) {
        return answer.status() / 100 == 2
                ? new Outcome.RetryLater(null, "HTTP " + answer.status() + " with an error")
                : ErrorClasses.ofAccount(answer);
    }
}
