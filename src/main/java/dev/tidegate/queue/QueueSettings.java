package dev.tidegate.queue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
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
    /** For so long a browser or basket is remembered after it was last seen, and what is known of it after it last changed. */
    static final Duration WEAK_LIFETIME = Duration.ofDays(30);

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

    /**
     * For so long it is remembered whom a browser or basket was merged into, after something came for it last: longer than
     * an identifier leads to it, and than anything else is kept of it.
     */
    Duration browserMarkRetention() {
        return Stream.of(WEAK_LIFETIME, eventRetention, decisionRetention)
                .max(Duration::compareTo)
                .orElse(WEAK_LIFETIME)
                .plus(WEAK_LIFETIME);
    }

    Duration dedupWindowOf(String source) {
        Duration own = dedupWindows.of(source);
        return own == null ? dedupWindow : own;
    }
}
