package dev.tidegate.source;

import org.jspecify.annotations.Nullable;

/**
 * What a source's provider wants to hear, where that differs from the contract's own answers.
 *
 * @param accepted the status of a success
 * @param acceptedBody the whole body of a success, or null for the contract's
 * @param unproven the status for a bad signature
 * @param unreadable the status for a body that is not what the source sends
 * @param rejected the status when no event of the body is valid
 * @param overloaded the status when the gateway wants the event later
 */
public record Answers(
        int accepted, @Nullable String acceptedBody, int unproven, int unreadable, int rejected, int overloaded) {
    public static final Answers DEFAULT = new Answers(202, null, 401, 400, 422, 503);

    /** These answers with another success. */
    public Answers accepting(int status, String body) {
        return new Answers(status, body, unproven, unreadable, rejected, overloaded);
    }
}
