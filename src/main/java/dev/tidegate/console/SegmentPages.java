package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** Segments, and how many customers they have. */
final class SegmentPages {
    private final Configured configured;
    private final SegmentOperations segments;

    SegmentPages(Controls controls) {
        this.configured = controls.configured();
        this.segments = controls.segments();
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.get("/segments", call -> list()), ApiRoute.post("/segments/count", call -> count()));
    }

    private Future<ApiAnswer> list() {
        return segments.counts().map(counts -> ApiAnswer.ok(SegmentWriter.segments(configured.segments(), counts)));
    }

    private Future<ApiAnswer> count() {
        return segments.recount()
                .map(asked -> ApiAnswer.accepted(
                        SegmentWriter.counting(configured.segments().size())));
    }
}
