package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * A thin event that was put aside, as it stands in the sorted set.
 *
 * @param member its name there: source, deadline, event id, and the entry that it was
 * @param deadlineMs when it goes on, completed or not
 * @param nextMs when to look at it
 */
record PutAside(String member, String source, long deadlineMs, long nextMs) {
    /** The name for an entry that is put aside. */
    static String member(Event event, String entryId, long deadlineMs) {
        return event.source() + " " + deadlineMs + " " + event.id().value() + " " + entryId;
    }

    /** Reads a member; null if a newer version has named it otherwise, which is left to that. */
    static @Nullable PutAside parse(String member, long nextMs) {
        String[] parts = member.split(" ", -1);
        if (parts.length != 4 || !parts[1].matches("[0-9]{1,18}")) {
            return null;
        }
        return new PutAside(member, parts[0], Long.parseLong(parts[1]), nextMs);
    }
}
