package dev.tidegate.console;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.PrivacyRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What customers and shops ask for by way of their storefront: to be looked at, done, and struck off by a person. */
final class PrivacyRequestPages {
    private static final ApiAnswer UNKNOWN =
            ApiAnswer.unknown("No privacy request with this id waits. GET /v1/privacy-requests lists those that do.");

    private final RequestList requests;

    PrivacyRequestPages(Customers customers) {
        this.requests = customers.requests();
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/privacy-requests", this::list),
                ApiRoute.delete("/privacy-requests/:subject", this::done));
    }

    private Future<ApiAnswer> list(ApiCall call) {
        return switch (call.paging()) {
            case ApiCall.Paging.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ApiCall.Paging.Part(int limit, String cursor) ->
                start(cursor)
                        .map(from -> requests.list().map(all -> page(all, from, limit)))
                        .orElseGet(() -> Future.succeededFuture(Cursors.WRONG));
        };
    }

    private static ApiAnswer page(List<PrivacyRequest> all, int from, int limit) {
        List<PrivacyRequest> items = all.stream().skip(from).limit(limit).toList();
        String next = from + items.size() < all.size() ? Integer.toString(from + items.size()) : null;
        return ApiAnswer.ok(AnswerWriter.privacyRequests(items, next));
    }

    /** A cursor is how many were listed. */
    private static Optional<Integer> start(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.of(0);
        }
        return cursor.matches("\\d{1,8}") ? Optional.of(Integer.valueOf(cursor)) : Optional.empty();
    }

    private Future<ApiAnswer> done(ApiCall call) {
        if (!EventId.isWellFormed(call.subject())) {
            return Future.succeededFuture(UNKNOWN);
        }
        return requests.done(new EventId(call.subject()))
                .map(known -> known ? ApiAnswer.accepted(AnswerWriter.struckOff(call.subject())) : UNKNOWN);
    }
}
