package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** Orders replays and tells how far they are. */
final class ReplayPages {
    private static final ApiAnswer BUSY =
            ApiAnswer.problem(409, "busy", "Another replay is running", "Order it again when that one has ended.");

    private static final ApiAnswer UNKNOWN_SOURCE =
            ApiAnswer.unknown("No source of this name is configured. GET /v1/config shows those that are.");

    private static final ApiAnswer UNKNOWN = ApiAnswer.unknown("Of this process' last " + JobBook.KEPT
            + " replays none has this id. Ask the process that answered the order.");

    private final Replaying replays;

    ReplayPages(Replaying replays) {
        this.replays = replays;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.order("/replays", RequestBody.SMALL, this::order),
                ApiRoute.get("/replays/:subject", call -> Future.succeededFuture(show(call.subject()))));
    }

    private Future<ApiAnswer> order(ApiCall call) {
        return switch (ReplayReader.read(call.body())) {
            case ReplayReader.Result.Faulty(ApiAnswer answer) -> Future.succeededFuture(answer);
            case ReplayReader.Result.Read(Replaying.Order order) ->
                replays.start(order).map(started -> switch (started) {
                    case Replaying.Started.Running(String id) -> ApiAnswer.accepted(JobWriter.started(id));
                    case Replaying.Started.Busy busy -> BUSY;
                    case Replaying.Started.UnknownSource unknown -> UNKNOWN_SOURCE;
                    case Replaying.Started.NoArchive none -> BacktestPages.NO_ARCHIVE;
                });
        };
    }

    private ApiAnswer show(String id) {
        return replays.find(id)
                .map(job -> ApiAnswer.ok(JobWriter.job(job, JobWriter::progress)))
                .orElse(UNKNOWN);
    }
}
