package dev.tidegate.ingest;

import dev.tidegate.source.Source;
import dev.tidegate.telemetry.IngestMetrics;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where the requests of one source are handled, on one event loop. */
record Desk(Source source, IngestMetrics.OfSource meter, byte @Nullable [] successBody) {
    static Desk of(ServedSource served, Instruments instruments) {
        Source source = served.perEventLoop().apply(instruments.tools());
        String body = source.answers().acceptedBody();
        return new Desk(
                source,
                instruments.metrics().of(served.name()),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    /** Why the sender is told of no success, or null. Nothing that was stored is lost by that: it is a duplicate next time. */
    @Nullable
    Problem problemWith(Tally tally) {
        if (tally.unavailable() > 0) {
            return Problem.UNAVAILABLE.as(source.answers().overloaded());
        }
        if (tally.overloaded() > 0) {
            return Problem.OVERLOADED.as(source.answers().overloaded());
        }
        return tally.allRejected()
                ? Problem.invalid(tally.rejected()).as(source.answers().rejected())
                : null;
    }

    /** The whole body of a success, where the provider wants another than the contract's. */
    @Nullable
    Buffer success() {
        return successBody == null ? null : Buffer.buffer(successBody);
    }
}
