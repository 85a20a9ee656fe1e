package dev.tidegate.ingest;

import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.telemetry.IngestMetrics;
import java.util.List;
import java.util.Set;

/** The desks that one path leads to: the one named in it, or those of all sources that speak the tracking API. */
final class Desks {
    private final List<Desk> desks;
    private final boolean tracking;
    private final IngestMetrics.OfSource meter;

    private Desks(List<Desk> desks, boolean tracking, IngestMetrics.OfSource meter) {
        this.desks = List.copyOf(desks);
        this.tracking = tracking;
        this.meter = meter;
    }

    static Desks of(Desk desk) {
        return new Desks(List.of(desk), false, desk.meter());
    }

    /** @param meter counts what cannot be told to be one tracker's */
    static Desks ofTrackers(List<Desk> trackers, IngestMetrics.OfSource meter) {
        return new Desks(trackers, true, meter);
    }

    /** Counts requests of which it is not known yet whose they are. */
    IngestMetrics.OfSource meter() {
        return meter;
    }

    Set<String> contentTypes() {
        return desks.getFirst().source().contentTypes();
    }

    /** Browsers send a beacon without a type, or with one of their own. */
    boolean takesUntyped() {
        return tracking;
    }

    /** The desk whose source the request is proven to come from. */
    Found find(Request request) {
        Refusal reason = Refusal.CREDENTIALS_WRONG;
        for (Desk desk : desks) {
            switch (desk.source().prove(request)) {
                case Proof.Proven proven -> {
                    return new Found.At(desk);
                }
                case Proof.Refused(Refusal why) -> reason = why;
            }
        }
        return new Found.Nowhere(desks.getFirst(), reason);
    }

    /** Whose request it is. */
    sealed interface Found {
        record At(Desk desk) implements Found {}

        /** Nobody's; {@code front} says how to tell. */
        record Nowhere(Desk front, Refusal reason) implements Found {}
    }
}
