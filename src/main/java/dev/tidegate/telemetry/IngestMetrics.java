package dev.tidegate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What comes in: {@code tidegate_events_total} and {@code tidegate_accept_seconds}, and what was refused lately. */
public final class IngestMetrics {
    /** Around what is usual (group commit takes milliseconds), what hurts (0.5 s) and what is promised (2 s). */
    private static final Duration[] BUCKETS =
            Meters.buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5);

    private final MeterRegistry registry;
    private final RefusalLog refusals;

    public IngestMetrics(MeterRegistry registry, RefusalLog refusals) {
        this.registry = registry;
        this.refusals = refusals;
    }

    /** The meters of one source; asked for once, so that counting needs no look-up. */
    public OfSource of(String source) {
        return new OfSource(registry, refusals.of(source), source);
    }

    /** One source's meters, all there from the start, so that a scrape shows them before the first event. */
    public static final class OfSource {
        private final Counter[] events = new Counter[EventOutcome.values().length];
        private final Timer accept;
        private final RefusalLog.OfSource refusals;

        private OfSource(MeterRegistry registry, RefusalLog.OfSource refusals, String source) {
            this.refusals = refusals;
            for (EventOutcome outcome : EventOutcome.values()) {
                events[outcome.ordinal()] = Counter.builder("tidegate.events")
                        .description("Events that came in, by what became of them")
                        .tags("source", source, "outcome", outcome.label())
                        .register(registry);
            }
            accept = Timer.builder("tidegate.accept")
                    .description("From the last byte of a request to its answer")
                    .tag("source", source)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }

        /** So many events ended like this. */
        public void count(EventOutcome outcome, int count) {
            if (count > 0) {
                events[outcome.ordinal()].increment(count);
            }
        }

        /**
         * A whole request was refused.
         *
         * @param reason a short name
         * @param detail for people; neither holds anything of the request
         */
        public void refused(int status, String reason, String detail) {
            refusals.add(status, reason, detail);
        }

        /** A request whose events were offered to the store was answered so long after its last byte. */
        public void took(long nanos) {
            accept.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
