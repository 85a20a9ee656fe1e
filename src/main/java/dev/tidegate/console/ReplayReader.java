package dev.tidegate.console;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a {@code POST /v1/replays}, or tells all that is wrong with it. */
final class ReplayReader {
    private ReplayReader() {}

    /** What came of reading. */
    sealed interface Result {
        record Read(Replaying.Order order) implements Result {}

        record Faulty(ApiAnswer answer) implements Result {}
    }

    static Result read(byte[] json) {
        return switch (OrderReader.of(json, Set.of("source", "from", "to"))) {
            case OrderReader.Opened.Malformed(ApiAnswer answer) -> new Result.Faulty(answer);
            case OrderReader.Opened.Body(OrderReader body) -> {
                Optional<String> source = body.text("source");
                if (source.isEmpty()) {
                    body.fault("source must be the name of a source");
                }
                Optional<Instant> from = body.time("from");
                Optional<Instant> to = body.time("to");
                body.checkPeriod(from, to);
                yield body.refusal("invalid-replay", "Not a replay")
                        .<Result>map(Result.Faulty::new)
                        .orElseGet(() -> new Result.Read(new Replaying.Order(source.orElseThrow(), from, to)));
            }
        };
    }
}
