package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.Outcome;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.domain.Message;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the outcome of an attempt means for the message: it is done, it is tried again later, or it is given up. */
final class AttemptPolicy {
    private final DestinationSettings.Retry retry;
    private final @Nullable OnUnknown onUnknown;
    private final Connector connector;
    private final RetrySchedule schedule;

    /**
     * @param onUnknown what is done where the ESP may or may not have taken a message; null for what fits the message: the
     *     connector knows whether a second copy would do harm
     */
    AttemptPolicy(
            DestinationSettings.Retry retry,
            @Nullable OnUnknown onUnknown,
            Connector connector,
            RetrySchedule schedule) {
        this.retry = retry;
        this.onUnknown = onUnknown;
        this.connector = connector;
        this.schedule = schedule;
    }

    /** Whether the message waits for a person after an attempt of unknown outcome. */
    boolean parksUnknown(Message message) {
        return onUnknown == null ? !connector.hasIdempotencyKey(message) : onUnknown == OnUnknown.PARK;
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
            case Outcome.Gone(String reason) -> end(message, carried, DeliveryStatus.DEAD, reason);
            case Outcome.AccountRefused(String reason) -> later(message, carried, Standing.ACCOUNT_REST, reason, now);
            case Outcome.NotLookedAt(String reason) -> later(message, carried, null, reason, now);
            case Outcome.RetryLater(Duration after, String reason) -> again(message, carried, after, reason, now);
            case Outcome.Unknown(String reason) ->
                parksUnknown(message.message())
                        ? end(message, carried, DeliveryStatus.UNKNOWN, reason)
                        : again(message, carried, null, reason, now);
        };
    }

    /** What is to be recorded when there was no attempt because none may be made for that time. */
    Recording putOff(InHand message, Duration rest, Instant now) {
        Duration wait = schedule.putOff(rest, Duration.between(message.giveUpFrom(), now));
        return now.plus(wait).isAfter(message.giveUpFrom().plus(retry.giveUpAfter()))
                ? Recording.over(
                        message,
                        DeliveryStatus.DEAD,
                        new Attempt(now, null, DeliveryStatus.DEAD.label(), "give_up_after reached"))
                : Recording.later(message, wait);
    }

    private Recording again(
            InHand message, Courier.Carried carried, @Nullable Duration least, String reason, Instant now) {
        if (retry.maxAttempts() != null && counted(message) >= retry.maxAttempts()) {
            return end(message, carried, DeliveryStatus.DEAD, reason + "; max_attempts reached");
        }
        return later(message, carried, least, reason, now);
    }

    /** Another attempt whatever max_attempts says: this one told nothing of the message. */
    private Recording later(
            InHand message, Courier.Carried carried, @Nullable Duration least, String reason, Instant now) {
        Duration wait = schedule.after(counted(message), least);
        if (now.plus(wait).isAfter(message.giveUpFrom().plus(retry.giveUpAfter()))) {
            return end(message, carried, DeliveryStatus.DEAD, reason + "; give_up_after reached");
        }
        return recording(message, carried, DeliveryStatus.RETRYING, wait, reason);
    }

    private static int counted(InHand message) {
        return message.attempts() + 1 - message.uncounted();
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
