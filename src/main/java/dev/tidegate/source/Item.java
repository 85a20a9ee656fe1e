package dev.tidegate.source;

import dev.tidegate.domain.Event;
import java.util.List;

/** What became of one event of a request. */
public sealed interface Item {
    /** It is a canonical event. */
    record Valid(Event event) implements Item {}

    /** It can be read and is not valid; all that was found. */
    record Rejected(List<FieldError> errors) implements Item {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Nothing is to be done with it, and the sender need not care.
     *
     * @param topic what the sender calls it, at most 100 characters
     */
    record Ignored(String topic) implements Item {
        private static final int LONGEST = 100;

        public Ignored {
            topic = topic.length() <= LONGEST ? topic : topic.substring(0, LONGEST);
        }
    }
}
