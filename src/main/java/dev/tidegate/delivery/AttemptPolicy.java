package dev.tidegate.delivery;

import dev.tidegate.connector.Outcome;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the outcome of an attempt means for the message: it is done, it is tried again later, or it is given up. */
final class AttemptPolicy {
    private final DestinationSettings.Retry retry;
    private final OnUnknown onUnknown;
    private final RetrySchedule schedule;

    /** @param onUnknown what is done where the ESP may or may not have taken a message */
    AttemptPolicy(DestinationSettings.Retry retry, OnUnknown onUnknown, RetrySchedule schedule) {
        this.retry = retry;
        this.onUnknown = onUnknown;
        this.schedule = schedule;
    }

    /** Whether a message with an attempt of unknown outcome waits for a person. */
    boolean parksUnknown() {
        return onUnknown == OnUnknown.PARK;
    }

    /**
     * What is to be recorded.
     *
     * @param message as it was before the attempt
     * @param now by the clock that retries are scheduled with
     */
    Recording judge(InHand message, Courier.Carried carried, Instant now) {
        return switch (carried.outcome()) {
            case Outcome.Delivered delivered -> end(message, carried, DeliveryStatus.DELIVERED, null);
            case Outcome.Refused(String reason) -> end(message, carried, DeliveryStatus.DEAD, reason);
            case Outcome.RetryLater(Duration after, String reason) -> again(message, carried, after, reason, now);
            case Outcome.Unknown(String reason) ->
                parksUnknown()
                        ? end(message, carried, DeliveryStatus.UNKNOWN, reason)
                        : again(message, carried, null, reason, now);
        };
    }

    private Recording again(
            InHand message, Courier.Carried carried, @Nullable Duration least, String reason, Instant now) {
        int counted = message.attempts() + 1 - message.uncounted();
        if (retry.maxAttempts() != null && counted >= retry.maxAttempts()) {
            return end(message, carried, DeliveryStatus.DEAD, reason + "; max_attempts reached");
        }
        Duration wait = schedule.after(counted, least);
        if (now.plus(wait).isAfter(message.giveUpFrom().plus(retry.giveUpAfter()))) {
            return end(message, carried, DeliveryStatus.DEAD, reason + "; give_up_after reached");
        }
        return recording(message, carried, DeliveryStatus.RETRYING, wait, reason);
    }

    private static Recording end(
            InHand message, Courier.Carried carried, DeliveryStatus status, @Nullable String reason) {
        return recording(message, carried, status, Duration.ZERO, reason);
    }

    private static Recording recording(
            InHand message, Courier.Carried carried, DeliveryStatus status, Duration wait, @Nullable String reason) {
        byte[] line = AttemptCodec.encode(new Attempt(
                carried.startedAt(),
                carried.status(),
                status == DeliveryStatus.RETRYING ? "retry" : status.label(),
                reason));
        return new Recording(message.id(), true, message.attempts() + 1, status, wait, line, null);
    }
}
