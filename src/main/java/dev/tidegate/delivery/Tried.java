package dev.tidegate.delivery;

import dev.tidegate.connector.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test message.
 *
 * @param outcome delivered, retry, dead or unknown, as of any attempt
 * @param status the ESP's, null without an answer
 * @param error why it was not delivered, null if it was
 */
public record Tried(
        String outcome, @Nullable Integer status, @Nullable String error, Duration took) {
    static Tried of(Courier.Trip trip) {
        Courier.Carried carried = trip.each().getFirst();
        return switch (carried.outcome()) {
            case Outcome.Delivered delivered -> new Tried("delivered", carried.status(), null, trip.took());
            case Outcome.RetryLater(var after, String reason) ->
                new Tried("retry", carried.status(), reason, trip.took());
            case Outcome.AccountRefused(String reason) -> new Tried("dead", carried.status(), reason, trip.took());
            case Outcome.Refused(String reason) -> new Tried("dead", carried.status(), reason, trip.took());
            case Outcome.NotLookedAt(String reason) -> new Tried("retry", carried.status(), reason, trip.took());
            case Outcome.Gone(String reason) -> new Tried("dead", carried.status(), reason, trip.took());
            case Outcome.Unknown(String reason) -> new Tried("unknown", carried.status(), reason, trip.took());
        };
    }

    boolean failed() {
        return error != null;
    }

    static Tried heldBack(String reason) {
        return new Tried("dead", null, reason, Duration.ZERO);
    }
}
