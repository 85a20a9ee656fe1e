package dev.tidegate.console;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.PrivacyRequest;
import dev.tidegate.queue.PrivacyRequests;
import io.vertx.core.Future;
import java.util.List;

/** What customers and shops ask for that a person has to do. */
public interface RequestList {
    /** All of it, the oldest first. */
    Future<List<PrivacyRequest>> list();

    /** Strikes one off; false if there is none of that id. */
    Future<Boolean> done(EventId id);

    /** The list in Redis. */
    static RequestList of(PrivacyRequests requests) {
        return new RequestList() {
            @Override
            public Future<List<PrivacyRequest>> list() {
                return requests.list();
            }

            @Override
            public Future<Boolean> done(EventId id) {
                return requests.done(id);
            }
        };
    }
}
