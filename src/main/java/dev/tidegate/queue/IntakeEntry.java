package dev.tidegate.queue;

import dev.tidegate.domain.Event;

/**
 * An event as it lies in its intake.
 *
 * @param entryId the stream's id of it, {@code ms-seq}
 * @param body the event's JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record IntakeEntry(String entryId, Event event, byte[] body) {
    String millis() {
        return entryId.substring(0, entryId.indexOf('-'));
    }

    String sequence() {
        return entryId.substring(entryId.indexOf('-') + 1);
    }
}
