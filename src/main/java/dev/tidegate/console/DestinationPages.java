package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** How destinations stand, and a test message to one. */
final class DestinationPages {
    private static final ApiAnswer UNKNOWN =
            ApiAnswer.unknown("No destination of this name is configured. GET /v1/destinations lists those that are.");
    private static final ApiAnswer NOT_HERE = ApiAnswer.problem(
            409, "not-delivering", "This process does not deliver", "Ask a process that has the role deliver.");

    private final DestinationOperations destinations;

    DestinationPages(DestinationOperations destinations) {
        this.destinations = destinations;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/destinations",
                        call -> destinations.states().map(states -> ApiAnswer.ok(DestinationWriter.states(states)))),
                ApiRoute.order("/destinations/:subject/test", RequestBody.OPTIONAL, this::test));
    }

    private Future<ApiAnswer> test(ApiCall call) {
        if (!destinations.delivers()) {
            return Future.succeededFuture(NOT_HERE);
        }
        return TestMessageReader.read(call.body())
                .map(message -> destinations
                        .test(call.subject(), message)
                        .map(tried -> tried.map(one -> ApiAnswer.accepted(DestinationWriter.tried(call.subject(), one)))
                                .orElse(UNKNOWN)))
                .orElseGet(() -> Future.succeededFuture(TestMessageReader.REFUSAL));
    }
}
