package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import java.time.Instant;

/**
 * An event that is kept for a person to look at.
 *
 * @param id of the finding
 * @param reason such as {@code conflict}
 * @param event the canonical event as JSON
 */
public record QuarantinedEvent(String id, EventId eventId, String source, String reason, Instant at, byte[] event) {}
