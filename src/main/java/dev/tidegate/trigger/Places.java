package dev.tidegate.trigger;

import java.time.Instant;
import java.util.List;

/** What came of a {@link PlaceWish}. */
public sealed interface Places {
    /**
     * There is room, and if it was asked for, it is taken.
     *
     * @param displaced messages of lower priority that had to give way
     */
    record Room(List<String> displaced) implements Places {
        public Room {
            displaced = List.copyOf(displaced);
        }
    }

    /**
     * There is no room under one of the caps.
     *
     * @param cap its name
     * @param messages what has the places, oldest first
     * @param freeAt when there will be room, if nothing else comes
     */
    record Full(String cap, int max, List<String> messages, Instant freeAt) implements Places {
        public Full {
            messages = List.copyOf(messages);
        }
    }
}
