package dev.tidegate.console;

import dev.tidegate.backtest.BacktestReport;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Orders backtests and tells what they came to. */
final class BacktestPages {
    static final ApiAnswer NO_ARCHIVE = ApiAnswer.problem(
            409,
            "no-archive",
            "No events are recorded",
            "Put archive with a directory into gateway.yaml and restart; events are recorded from then on.");

    private static final ApiAnswer BUSY =
            ApiAnswer.problem(409, "busy", "Another backtest is running", "Order it again when that one has ended.");

    private static final ApiAnswer UNKNOWN = ApiAnswer.unknown("Of this process' last " + JobBook.KEPT
            + " backtests none has this id. Ask the process that answered the order.");

    private final Backtesting backtests;

    BacktestPages(Backtesting backtests) {
        this.backtests = backtests;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.order("/backtests", RequestBody.WHOLE_FILE, this::order),
                ApiRoute.get("/backtests/:subject", call -> Future.succeededFuture(show(call.subject()))));
    }

    private Future<ApiAnswer> order(ApiCall call) {
        return switch (BacktestReader.read(call.body())) {
            case BacktestReader.Result.Faulty(ApiAnswer answer) -> Future.succeededFuture(answer);
            case BacktestReader.Result.Read(Backtesting.Order order) ->
                backtests.start(order).map(started -> switch (started) {
                    case Backtesting.Started.Running(String id) -> ApiAnswer.accepted(JobWriter.started(id));
                    case Backtesting.Started.Busy busy -> BUSY;
                    case Backtesting.Started.NoArchive none -> NO_ARCHIVE;
                    case Backtesting.Started.Faulty(List<String> faults) ->
                        new ApiAnswer(422, BacktestWriter.faults(faults));
                });
        };
    }

    private ApiAnswer show(String id) {
        Optional<Job<BacktestReport>> job = backtests.find(id);
        return job.map(found -> ApiAnswer.ok(JobWriter.job(found, BacktestWriter::report)))
                .orElse(UNKNOWN);
    }
}
