package dev.tidegate.queue;

import dev.tidegate.domain.EventId;

/** What became of one event that was offered for acceptance. */
public sealed interface Receipt {
    /** The event is stored durably and will be worked on. */
    record Accepted(EventId id) implements Receipt {}

    /** The same event was accepted before; nothing was stored. */
    record Duplicate(EventId id) implements Receipt {}

    /** Another event was accepted under this id before; this one is kept in quarantine. */
    record Conflict(EventId id) implements Receipt {}

    /** The queue is at its limit; nothing was stored. */
    record Overloaded() implements Receipt {}

    /** Redis did not answer in time or refused; whether the event was stored is not known, so it must be sent again. */
    record Unavailable() implements Receipt {}
}
