package dev.tidegate.ingest;

import dev.tidegate.domain.Event;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has events stored, and gives up waiting in time to answer the sender. */
final class Storing {
    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    private final EventStore store;
    private final Deadlines deadlines;

    Storing(EventStore store, Deadlines deadlines) {
        this.store = store;
        this.deadlines = deadlines;
    }

    /** One receipt for each event, always and in time. */
    Future<List<Receipt>> store(List<Event> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Receipt> unavailable = Collections.nCopies(events.size(), new Receipt.Unavailable());
        Promise<List<Receipt>> inTime = Promise.promise();
        Deadlines.Deadline deadline = deadlines.start(() -> inTime.tryComplete(unavailable));
        var unused = store.store(events)
                .onSuccess(inTime::tryComplete)
                .onFailure(fault -> {
                    LOG.atWarn()
                            .addKeyValue("fault", fault.getClass().getName())
                            .log("store failed");
                    inTime.tryComplete(unavailable);
                })
                .onComplete(done -> deadline.meet());
        return inTime.future();
    }
}
