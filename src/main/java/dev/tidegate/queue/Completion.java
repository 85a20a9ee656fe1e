package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import java.time.Duration;

/** What became of completing a thin event. A reason is for people and names nobody. */
public sealed interface Completion {
    /** It is complete; its id and times are the same. */
    record Done(Event event) implements Completion {}

    /**
     * It may be possible later.
     *
     * @param least for how long to wait at least
     */
    record Later(Duration least, String reason) implements Completion {}

    /** It stays thin. */
    record Thin(String reason) implements Completion {}
}
