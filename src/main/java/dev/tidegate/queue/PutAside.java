package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * A thin event that was put aside, as it stands in the sorted set.
 *
 * @param member its name there: source, deadline, event id, and the entry that it was
 * @param enteredMs when it came into the intake, by Redis' time
 * @param deadlineMs when it goes on, completed or not
 * @param nextMs when to look at it
 */
record PutAside(String member, String source, long enteredMs, long deadlineMs, long nextMs) {
    /** The name for an entry that is put aside. */
    static String member(Event event, String entryId, long deadlineMs) {
        return event.source() + " " + deadlineMs + " " + event.id().value() + " " + entryId;
    }

    /** Reads a member; null if a newer version has named it otherwise, which is left to that. */
    static @Nullable PutAside parse(String member, long nextMs) {
        String[] parts = member.split(" ", -1);
        if (parts.length != 4 || !parts[1].matches("[0-9]{1,18}") || !parts[3].matches("[0-9]{1,18}-[0-9]+")) {
            return null;
        }
        long entered = Long.parseLong(parts[3].substring(0, parts[3].indexOf('-')));
        return new PutAside(member, parts[0], entered, Long.parseLong(parts[1]), nextMs);
    }

    /** The same, to be looked at then. */
    PutAside at(long millis) {
        return new PutAside(member, source, enteredMs, deadlineMs, millis);
    }
}
