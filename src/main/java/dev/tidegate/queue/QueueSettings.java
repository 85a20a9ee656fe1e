package dev.tidegate.queue;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How durable work is laid out and limited.
 *
 * @param intakes how many intakes there are; fixed at the first start
 * @param partitions how many partitions there are; fixed at the first start
 * @param dedupWindow for how long a second copy of an event is told apart, by default
 * @param dedupWindows the same for sources that set their own
 * @param eventRetention for how long an event that some trigger looked at can be asked about
 * @param decisionRetention for how long verdicts are kept
 * @param historyRetention for how long the versions of a profile are kept
 * @param maxQueuedEvents most events waiting in all intakes together; the limit counts per intake
 */
public record QueueSettings(
        int intakes,
        int partitions,
        Duration dedupWindow,
        DedupWindows dedupWindows,
        Duration eventRetention,
        Duration decisionRetention,
        Duration historyRetention,
        long maxQueuedEvents) {
    /** For how long a second copy of a source's event is told apart; null where the default counts. */
    @FunctionalInterface
    public interface DedupWindows {
        @Nullable
        Duration of(String source);
    }

    public QueueSettings(
            int intakes,
            int partitions,
            Duration dedupWindow,
            Map<String, Duration> dedupWindows,
            Duration eventRetention,
            Duration decisionRetention,
            Duration historyRetention,
            long maxQueuedEvents) {
        this(
                intakes,
                partitions,
                dedupWindow,
                Map.copyOf(dedupWindows)::get,
                eventRetention,
                decisionRetention,
                historyRetention,
                maxQueuedEvents);
    }

    /** The same with windows that may change while the process runs. */
    public QueueSettings with(DedupWindows windows) {
        return new QueueSettings(
                intakes,
                partitions,
                dedupWindow,
                windows,
                eventRetention,
                decisionRetention,
                historyRetention,
                maxQueuedEvents);
    }

    /** Most events waiting in one intake. */
    long maxQueuedPerIntake() {
        return Math.max(1, maxQueuedEvents / intakes);
    }

    Duration dedupWindowOf(String source) {
        Duration own = dedupWindows.of(source);
        return own == null ? dedupWindow : own;
    }
}
