package dev.tidegate.console;

import dev.tidegate.telemetry.RefusalLog;
import io.vertx.core.Future;
import java.util.List;

/** What a source's senders run into. */
final class SourcePages {
    /** Where a request that may be any tracker's is counted. */
    private static final String UNTOLD = "unknown";

    private static final ApiAnswer UNKNOWN =
            ApiAnswer.unknown("No source of this name is configured. GET /v1/config shows those that are.");

    private final Configured configured;
    private final RefusalLog refusals;

    SourcePages(Controls controls) {
        this.configured = controls.configured();
        this.refusals = controls.refusals();
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/sources/:subject/refusals", call -> Future.succeededFuture(refused(call.subject()))));
    }

    private ApiAnswer refused(String source) {
        return configured.sources().contains(source) || source.equals(UNTOLD)
                ? ApiAnswer.ok(RefusalWriter.refusals(refusals.last(source)))
                : UNKNOWN;
    }
}
