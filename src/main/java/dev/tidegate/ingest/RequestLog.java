package dev.tidegate.ingest;

import dev.tidegate.domain.EventId;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import java.util.List;

/** Is told each request that a source took, on the event loop that received it. */
@FunctionalInterface
public interface RequestLog {
    /** One that keeps nothing. */
    RequestLog NONE = (source, request, events) -> {};

    /** @param events the ids of the request's events as they are stored, in order; none when it was only acknowledged */
    void taken(Source source, Request request, List<EventId> events);
}
