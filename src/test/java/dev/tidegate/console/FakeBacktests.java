package dev.tidegate.console;

import dev.tidegate.backtest.BacktestReport;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Backtests that only remember what was ordered. */
final class FakeBacktests implements Backtesting {
    @Nullable
    Order ordered;

    Started answer = new Started.Running("b1");
    final Map<String, Job<BacktestReport>> jobs = new HashMap<>();

    @Override
    public Future<Started> start(Order order) {
        ordered = order;
        return Future.succeededFuture(answer);
    }

    @Override
    public Optional<Job<BacktestReport>> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
