package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.EventTrace;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What became of events: traces, and what is kept for a person to look at. */
final class EventPages {
    private static final ApiAnswer UNKNOWN = ApiAnswer.unknown(
            "No event with this id is on record. Ask with the id from the answer to the event, or with"
                    + " source:source_id.");

    private final EventLookup events;
    private final QuarantineList quarantine;
    private final DeliveryOperations deliveries;

    EventPages(EventLookup events, QuarantineList quarantine, DeliveryOperations deliveries) {
        this.events = events;
        this.quarantine = quarantine;
        this.deliveries = deliveries;
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.get("/events/:subject", this::event), ApiRoute.get("/quarantine", this::quarantine));
    }

    private Future<ApiAnswer> event(ApiCall call) {
        return idOf(call.subject())
                .map(id -> events.find(id)
                        .compose(found -> found.map(this::trace).orElseGet(() -> Future.succeededFuture(UNKNOWN))))
                .orElseGet(() -> Future.succeededFuture(UNKNOWN));
    }

    private Future<ApiAnswer> trace(EventTrace trace) {
        return deliveriesOf(trace).map(found -> ApiAnswer.ok(AnswerWriter.trace(trace, found)));
    }

    private Future<List<Delivery>> deliveriesOf(EventTrace trace) {
        List<MessageId> messages = trace.verdicts().stream()
                .flatMap(verdict -> verdict.messages().stream())
                .distinct()
                .toList();
        ProfileId profile = trace.profile();
        return profile == null || messages.isEmpty()
                ? Future.succeededFuture(List.of())
                : deliveries.of(profile, messages);
    }

    private Future<ApiAnswer> quarantine(ApiCall call) {
        return switch (call.paging()) {
            case ApiCall.Paging.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ApiCall.Paging.Part(int limit, var cursor) ->
                Cursors.checked(() -> quarantine.list(limit, cursor))
                        .map(page -> page.map(AnswerWriter::quarantine)
                                .map(ApiAnswer::ok)
                                .orElse(Cursors.WRONG));
        };
    }

    /** The id as it was given to the sender, or as {@code source:source_id}. */
    private static Optional<EventId> idOf(String text) {
        if (EventId.isWellFormed(text)) {
            return Optional.of(new EventId(text));
        }
        int colon = text.indexOf(':');
        return colon < 1
                ? Optional.empty()
                : Optional.of(EventId.of(text.substring(0, colon), text.substring(colon + 1)));
    }
}
