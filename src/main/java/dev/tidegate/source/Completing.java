package dev.tidegate.source;

import dev.tidegate.domain.Event;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the thin events of a source, which tell an id and nothing of the thing itself, are completed by what its provider answers
 * when it is asked. It says what to ask and reads the answers; asking is somebody else's.
 */
public interface Completing {
    /** What to ask for an event; nothing if it is whole, or the settings do not let anybody ask. */
    List<Question> questions(Event thin);

    /**
     * The event with what the answers tell; its id and its times stay. Rejected if the answers are not what was asked for.
     *
     * @param answers to the questions, in order: JSON as plain values, null where there was nothing in one
     */
    Item complete(Event thin, List<@Nullable Object> answers);

    /** For how long an event may wait for the answers; then it goes on thin. */
    Duration patience();

    /** Whether the provider may be at an address that is not of the public internet. */
    boolean allowsPrivate();
}
