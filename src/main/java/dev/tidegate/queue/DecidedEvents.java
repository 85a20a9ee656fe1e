package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;

/** Is told each event once what follows from it is committed. */
@FunctionalInterface
public interface DecidedEvents {
    /** @param json the same as canonical JSON, not to be changed */
    void decided(ProfileId profile, Event event, byte[] json);
}
