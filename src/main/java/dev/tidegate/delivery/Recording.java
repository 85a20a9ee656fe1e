package dev.tidegate.delivery;

import dev.tidegate.domain.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded of one message.
 *
 * @param afterAttempt whether this is the outcome of an attempt of this process's own
 * @param attempts begun so far, that one included
 * @param status what the message's status becomes
 * @param retryIn when to try again, for {@link DeliveryStatus#RETRYING}
 * @param attempt a line for the message's list of attempts
 * @param verdict an entry for the customer's ledger, which takes the place of that line; where the message was split it stands
 *     beside the line, and only when nobody else has got the message or will
 */
@SuppressWarnings("ArrayRecordComponent") // written on, never compared
record Recording(
        String id,
        boolean afterAttempt,
        int attempts,
        DeliveryStatus status,
        Duration retryIn,
        byte @Nullable [] attempt,
        @Nullable Verdict verdict) {

    /** The message is put off without an attempt. */
    static Recording later(InHand message, Duration wait) {
        return new Recording(message.id(), false, message.attempts(), DeliveryStatus.RETRYING, wait, null, null);
    }

    /** The message ends without an attempt, for a reason that stands with its attempts. */
    static Recording over(InHand message, DeliveryStatus status, Attempt reason) {
        return new Recording(
                message.id(), false, message.attempts(), status, Duration.ZERO, AttemptCodec.encode(reason), null);
    }

    /** The message ends without an attempt, for a reason that the customer's ledger is to have. */
    static Recording heldBack(InHand message, DeliveryStatus status, Attempt reason, Verdict verdict) {
        return new Recording(
                message.id(), false, message.attempts(), status, Duration.ZERO, AttemptCodec.encode(reason), verdict);
    }

    /** The message ends without an attempt. */
    static Recording end(InHand message, DeliveryStatus status) {
        return new Recording(message.id(), false, message.attempts(), status, Duration.ZERO, null, null);
    }
}
