package dev.tidegate.delivery;

import dev.tidegate.connector.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a destination said when it was asked whether it accepts the credentials.
 *
 * @param outcome accepted, refused, unclear (it gave no such answer), or not_supported: it cannot be asked without sending
 *     something
 * @param reason why it is not accepted, null otherwise
 */
public record Verification(String outcome, @Nullable String reason, Instant at) {

    static Verification of(Optional<Outcome> answer, Instant at) {
        return answer.map(outcome -> switch (outcome) {
                    case Outcome.Delivered well -> new Verification("accepted", null, at);
                    case Outcome.AccountRefused(String reason) -> new Verification("refused", reason, at);
                    case Outcome.Refused(String reason) -> unclear(reason, at);
                    case Outcome.Gone(String reason) -> unclear(reason, at);
                    case Outcome.RetryLater(var after, String reason) -> unclear(reason, at);
                    case Outcome.NotLookedAt(String reason) -> unclear(reason, at);
                    case Outcome.Unknown(String reason) -> unclear(reason, at);
                })
                .orElseGet(() -> new Verification("not_supported", null, at));
    }

    private static Verification unclear(String reason, Instant at) {
        return new Verification("unclear", reason, at);
    }
}
