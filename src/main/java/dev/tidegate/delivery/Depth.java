package dev.tidegate.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much waits in the partitions that this process delivers.
 *
 * @param queue deliveries, retries or dead
 * @param oldest since when the first one waits, or for a retry since when it is due; null when nothing waits
 */
public record Depth(
        String queue,
        String destination,
        long count,
        @Nullable Instant oldest) {}
