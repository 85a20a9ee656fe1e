package dev.tidegate.console;

import dev.tidegate.segment.SegmentCount;
import dev.tidegate.segment.SegmentCounting;
import io.vertx.core.Future;
import java.util.Map;

/** How many customers the segments have. */
public interface SegmentOperations {
    /** What was counted, by the segment's name; what was not yet is not in it. */
    Future<Map<String, SegmentCount>> counts();

    /** Has all segments counted anew. */
    Future<Void> recount();

    static SegmentOperations on(SegmentCounting counting) {
        return new SegmentOperations() {
            @Override
            public Future<Map<String, SegmentCount>> counts() {
                return counting.counts();
            }

            @Override
            public Future<Void> recount() {
                return counting.recount();
            }
        };
    }
}
