package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that this process has read and will attempt or end.
 *
 * @param supply where it came from
 * @param id of the message, or of the part of it that this is
 * @param receiver the mark of who gets it, null if that is not said yet or there is only one
 * @param attempts begun so far
 * @param giveUpFrom from when {@code give_up_after} counts
 * @param uncounted attempts that don't count for {@code max_attempts}, because the operator had it tried anew after them
 * @param expired whether it was too late for it already when it was read
 * @param cancelled why it is not to be sent, null if it is
 * @param unfinished whether its last attempt was begun by a process that died before recording the outcome
 */
record InHand(
        Supply supply,
        String id,
        @Nullable String receiver,
        Message message,
        int attempts,
        Instant giveUpFrom,
        int uncounted,
        boolean expired,
        @Nullable String cancelled,
        boolean unfinished) {

    /** The same, now that it is said who gets it. */
    InHand markedFor(String mark) {
        return new InHand(supply, id, mark, message, attempts, giveUpFrom, uncounted, expired, cancelled, unfinished);
    }
}
