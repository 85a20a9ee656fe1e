package dev.tidegate.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt. A reason is a short sentence for people and holds no personal data. */
public sealed interface Outcome {

    /** The ESP has taken the message. */
    record Delivered() implements Outcome {}

    /**
     * The ESP has not taken the message and may do so later.
     *
     * @param after how long the ESP asked to be left alone, if it did
     */
    record RetryLater(@Nullable Duration after, String reason) implements Outcome {}

    /** The ESP will not take the message, however often it is asked. */
    record Refused(String reason) implements Outcome {}

    /** The ESP does not let us in: it is the account's fault, not the message's, which may go when the account is well. */
    record AccountRefused(String reason) implements Outcome {}

    /** A request with several messages failed because of another one; this one has had no attempt of its own. */
    record NotLookedAt(String reason) implements Outcome {}

    /** The ESP will not take this message nor any other here, until somebody has looked into it. */
    record Gone(String reason) implements Outcome {}

    /** The ESP may or may not have taken the message: it was sent, and no answer came. */
    record Unknown(String reason) implements Outcome {}
}
