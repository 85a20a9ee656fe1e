package dev.tidegate.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a segment file says. Its first sign tells the kind; a version that does not know a kind passes over such
 * lines.
 */
public sealed interface Archived permits ArchivedEvent, ArchivedMerge, ArchivedRequest {
    /** The place of it in time among all others. */
    Instant at();

    /** What a line without its end says, or null when it is of another kind or damaged. */
    static @Nullable Archived parse(byte[] line) {
        if (line.length < 2 || line[1] != ' ') {
            return null;
        }
        return switch (line[0]) {
            case ArchivedEvent.KIND -> ArchivedEvent.parse(line);
            case ArchivedMerge.KIND -> ArchivedMerge.parse(line);
            case ArchivedRequest.KIND -> ArchivedRequest.parse(line);
            default -> null;
        };
    }
}
