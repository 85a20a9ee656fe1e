package dev.tidegate.console;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Has recorded events of a source told to profiles again through the present mapping, one period at a time. */
public interface Replaying {
    /** Completes when it is clear whether the replay can be made, not when it is. */
    Future<Started> start(Order order);

    /** One of the last replays that this process was ordered to make. */
    Optional<Job<Progress>> find(String id);

    /**
     * What is to be replayed.
     *
     * @param from the first moment of receipt; the beginning if absent
     * @param to the end; now if absent
     */
    record Order(String source, Optional<Instant> from, Optional<Instant> to) {}

    /**
     * How far a replay is.
     *
     * @param requests recorded requests that were mapped again
     * @param events events that were handed on
     * @param unreadable requests of which the present mapping can make nothing
     * @param rejected events that the present mapping finds not valid, or ignores
     * @param leftOut events of customers that were erased since, or that name nobody
     */
    record Progress(Order order, long requests, long events, long unreadable, long rejected, long leftOut) {}

    /** What came of an order. */
    sealed interface Started {
        /** It is being carried out. */
        record Running(String id) implements Started {}

        /** Another one is being carried out. */
        record Busy() implements Started {}

        /** No source has that name. */
        record UnknownSource() implements Started {}

        /** Nothing is recorded. */
        record NoArchive() implements Started {}
    }
}
