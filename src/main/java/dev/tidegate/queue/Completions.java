package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import io.vertx.core.Future;
import java.time.Duration;

/** Completes thin events: those whose sender tells which thing has changed and nothing of it. All calls are made on one event loop. */
public interface Completions {
    /** Every event is whole as it comes. */
    Completions NONE = new Completions() {
        @Override
        public Thinness thinness(Event event) {
            return Thinness.WHOLE;
        }

        @Override
        public Duration patience(String source) {
            return Duration.ZERO;
        }

        @Override
        public Duration pause(String source) {
            return Duration.ZERO;
        }

        @Override
        public Future<Completion> complete(Event thin, long enteredMillis) {
            return Future.succeededFuture(new Completion.Thin("nothing completes it"));
        }
    };

    /** Whether there is something to be asked for about an event. */
    Thinness thinness(Event event);

    /** For how long an event of the source may wait to be completed. */
    Duration patience(String source);

    /** For how long the source's provider is not to be asked; zero if it may be asked now. */
    Duration pause(String source);

    /**
     * Asks for what is missing. The future never fails.
     *
     * @param enteredMillis when it was stored, by Redis' time: only what is asked for after that is sure to know of it
     */
    Future<Completion> complete(Event thin, long enteredMillis);

    /** What an event is before it is completed. */
    enum Thinness {
        /** There is nothing to ask for, whatever the settings. */
        WHOLE,
        /** This process asks for nothing; one with other settings may have, or know the source at all. */
        LEFT,
        /** It is to be put aside and completed. */
        THIN
    }
}
