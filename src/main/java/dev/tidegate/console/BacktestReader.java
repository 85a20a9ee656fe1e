package dev.tidegate.console;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a {@code POST /v1/backtests}, or tells all that is wrong with it. */
final class BacktestReader {
    private BacktestReader() {}

    /** What came of reading. */
    sealed interface Result {
        record Read(Backtesting.Order order) implements Result {}

        record Faulty(ApiAnswer answer) implements Result {}
    }

    static Result read(byte[] json) {
        return switch (OrderReader.of(json, Set.of("triggers", "from", "to"))) {
            case OrderReader.Opened.Malformed(ApiAnswer answer) -> new Result.Faulty(answer);
            case OrderReader.Opened.Body(OrderReader body) -> {
                Optional<String> triggers = body.text("triggers");
                Optional<Instant> from = body.time("from");
                Optional<Instant> to = body.time("to");
                body.checkPeriod(from, to);
                yield body.refusal("invalid-backtest", "Not a backtest")
                        .<Result>map(Result.Faulty::new)
                        .orElseGet(() -> new Result.Read(new Backtesting.Order(triggers, from, to)));
            }
        };
    }
}
