package dev.tidegate.ingest;

import dev.tidegate.source.Answers;
import dev.tidegate.source.Greeting;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.telemetry.IngestMetrics;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** How the path's requests are answered before it is known whose they are. */
    Answers answers() {
        return desks.getFirst().source().answers();
    }

    /** Whether the path may go on behind the source's name. */
    boolean takesPath() {
        return desks.getFirst().source().takesPath();
    }

    /** What a request that is no POST is answered, or null. */
    @Nullable
    Greeting greet(String method, Headers headers, String query) {
        return desks.getFirst().source().greet(method, headers, query);
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
                // only a source that has its path to itself looks things up, so it is the only desk
                case Proof.Later(Future<Proof> proof) -> {
                    return new Found.Later(proof.map(proven -> proven instanceof Proof.Refused(Refusal why)
                            ? new Found.Nowhere(desk, why)
                            : new Found.At(desk)));
                }
            }
        }
        return new Found.Nowhere(desks.getFirst(), reason);
    }

    /** Whose request it is. */
    sealed interface Found {
        /** It takes a look-up to tell. */
        record Later(Future<Found> found) implements Found {}

        record At(Desk desk) implements Found {}

        /** Nobody's; {@code front} says how to tell. */
        record Nowhere(Desk front, Refusal reason) implements Found {}
    }
}
