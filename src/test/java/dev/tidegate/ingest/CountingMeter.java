package dev.tidegate.ingest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts in memory. */
final class CountingMeter implements IngestMeter {
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    @Override
    public SourceMeter of(String source) {
        return new SourceMeter() {
            @Override
            public void count(EventOutcome outcome, int events) {
                counts.computeIfAbsent(source + " " + outcome.label(), key -> new AtomicInteger())
                        .addAndGet(events);
            }

            @Override
            public void took(long nanos) {
                counts.computeIfAbsent(source + " timed", key -> new AtomicInteger()).incrementAndGet();
            }
        };
    }

    int count(String source, EventOutcome outcome) {
        return count(source + " " + outcome.label());
    }

    int count(String key) {
        AtomicInteger count = counts.get(key);
        return count == null ? 0 : count.get();
    }
}
