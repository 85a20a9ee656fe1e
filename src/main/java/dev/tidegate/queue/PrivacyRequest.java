package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import java.time.Instant;

/**
 * Something that a customer or a shop asks for and a person has to do.
 *
 * @param id of the event that told it
 * @param at when it came in, from when the law counts
 * @param type of the event, such as {@code privacy_erasure_requested}
 * @param event the canonical event as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record PrivacyRequest(EventId id, Instant at, String type, String source, byte[] event) {}
