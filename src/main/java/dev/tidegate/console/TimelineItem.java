package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.SeenEvent;
import java.time.Instant;

/** Something that happened with a customer. */
sealed interface TimelineItem {
    Instant at();

    /** Tells it from others of the same moment and kind. */
    String key();

    /** An event came in. */
    record Came(SeenEvent event) implements TimelineItem {
        @Override
        public Instant at() {
            return event.at();
        }

        @Override
        public String key() {
            return event.id().value();
        }
    }

    /** Something was decided because of an event. */
    record Decided(Verdict verdict) implements TimelineItem {
        @Override
        public Instant at() {
            return verdict.at();
        }

        @Override
        public String key() {
            return verdict.event() + " " + verdict.trigger() + " " + verdict.step() + " " + verdict.outcome();
        }
    }

    /** A message was released. */
    record Released(Delivery delivery) implements TimelineItem {
        @Override
        public Instant at() {
            return delivery.at();
        }

        @Override
        public String key() {
            return delivery.id().text();
        }
    }

    /** Of one moment, what follows from something comes after it. */
    default int rank() {
        return switch (this) {
            case Came came -> 0;
            case Decided decided -> 1;
            case Released released -> 2;
        };
    }
}
