package dev.tidegate.console;

import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.DeliveryStatus;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deliveries, and what an operator can do about them and their destinations. */
final class DeliveryPages {
    /** More are not read for one page; whoever asks for more gets the next page's cursor sooner. */
    private static final int LONGEST_PAGE = 200;

    private static final String STATUSES =
            Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::label).collect(Collectors.joining(", "));

    private static final ApiAnswer UNKNOWN_DELIVERY =
            ApiAnswer.unknown("No delivery with this id is on record. GET /v1/deliveries lists those that are.");

    private static final ApiAnswer UNKNOWN_DESTINATION =
            ApiAnswer.unknown("No destination of this name is configured. GET /v1/config shows those that are.");

    private static final ApiAnswer NOT_GIVEN_UP = ApiAnswer.problem(
            409,
            "not-given-up",
            "The delivery was not given up",
            "Only a delivery that was given up can be tried anew; this one is on its way or has arrived.");

    private final DeliveryOperations deliveries;
    private final Configured configured;

    DeliveryPages(DeliveryOperations deliveries, Configured configured) {
        this.deliveries = deliveries;
        this.configured = configured;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/deliveries", this::list),
                ApiRoute.post("/deliveries/:subject/retry", this::retry),
                ApiRoute.post("/destinations/:subject/redrive", destination(this::redrive)),
                ApiRoute.post("/destinations/:subject/pause", destination(this::pause)),
                ApiRoute.post("/destinations/:subject/resume", destination(this::resume)));
    }

    private Future<ApiAnswer> list(ApiCall call) {
        Optional<String> asked = call.parameter("status");
        Optional<DeliveryStatus> status = asked.flatMap(DeliveryPages::status);
        if (asked.isPresent() && status.isEmpty()) {
            return Future.succeededFuture(ApiAnswer.wrongQuery("status must be one of " + STATUSES + "."));
        }
        return switch (call.paging()) {
            case ApiCall.Paging.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ApiCall.Paging.Part(int limit, var cursor) -> {
                Deliveries.Query query = new Deliveries.Query(
                        status.orElse(null),
                        call.parameter("destination").orElse(null),
                        Math.min(limit, LONGEST_PAGE),
                        cursor);
                yield Cursors.checked(() -> deliveries.list(query))
                        .map(page -> page.map(AnswerWriter::deliveries)
                                .map(ApiAnswer::ok)
                                .orElse(Cursors.WRONG));
            }
        };
    }

    private static Optional<DeliveryStatus> status(String label) {
        return Arrays.stream(DeliveryStatus.values())
                .filter(status -> status.label().equals(label))
                .findFirst();
    }

    private Future<ApiAnswer> retry(ApiCall call) {
        return deliveries.retry(call.subject()).map(retried -> switch (retried) {
            case YES -> ApiAnswer.accepted(AnswerWriter.retried(call.subject()));
            case UNKNOWN_ID -> UNKNOWN_DELIVERY;
            case NOT_GIVEN_UP -> NOT_GIVEN_UP;
        });
    }

    private ApiRoute.Action destination(Function<String, Future<byte[]>> command) {
        return call -> configured.destinations().contains(call.subject())
                ? command.apply(call.subject()).map(ApiAnswer::accepted)
                : Future.succeededFuture(UNKNOWN_DESTINATION);
    }

    private Future<byte[]> redrive(String destination) {
        return deliveries.redrive(destination).map(count -> AnswerWriter.redriven(destination, count));
    }

    private Future<byte[]> pause(String destination) {
        return deliveries.pause(destination).map(done -> AnswerWriter.paused(destination, true));
    }

    private Future<byte[]> resume(String destination) {
        return deliveries.resume(destination).map(done -> AnswerWriter.paused(destination, false));
    }
}
