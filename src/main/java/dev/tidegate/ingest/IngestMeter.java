package dev.tidegate.ingest;

/** Counts what becomes of the events of all sources. */
@FunctionalInterface
public interface IngestMeter {
    /** The counters of one source; asked for once, so that counting needs no look-up. */
    SourceMeter of(String source);

    /** Counts what becomes of one source's events. */
    interface SourceMeter {
        void count(EventOutcome outcome, int events);

        /** From the last byte of a request to its answer, for a request whose events were offered to the store. */
        void took(long nanos);
    }
}
