package dev.tidegate.completion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one question. A reason is for people and names nobody. */
sealed interface Told {
    /**
     * There is an answer.
     *
     * @param value JSON as a plain value, null if there was nothing in it
     * @param bytes how long it was
     * @param rest for how long the provider wants to be left alone after it
     */
    record Found(@Nullable Object value, int bytes, Duration rest) implements Told {}

    /** There will not be another answer. */
    record Refused(String reason) implements Told {}

    /**
     * The provider does not let anybody read such things who asks like this.
     *
     * @param rest for how long there is no use in asking for such things
     */
    record Denied(Duration rest, String reason) implements Told {}

    /** There are too many questions. */
    record Limited(Duration rest, String reason) implements Told {}

    /** The provider is not well, or not there. */
    record Failed(Duration rest, String reason) implements Told {}

    /** The name in metrics. */
    default String label() {
        return switch (this) {
            case Found found -> "found";
            case Refused refused -> "refused";
            case Denied denied -> "denied";
            case Limited limited -> "limited";
            case Failed failed -> "failed";
        };
    }
}
