package dev.tidegate.archive;

import dev.tidegate.domain.EventId;
import java.util.List;
import java.util.Map;

/**
 * What of a request is needed to map it again.
 *
 * @param call the last part of a path that names a call, empty where there is none
 * @param headers by lower-case name, without any that prove who sent it
 * @param events the ids of its events as they were stored, in order
 */
public record RecordedRequest(String call, Map<String, String> headers, String body, List<EventId> events) {
    public RecordedRequest {
        headers = Map.copyOf(headers);
        events = List.copyOf(events);
    }
}
