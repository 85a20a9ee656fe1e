package dev.tidegate.profile;

import dev.tidegate.domain.EventId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a profile: what an event changed.
 *
 * @param version the profile's from then on
 * @param at when the change was made, which may be long after the event occurred
 * @param source whose event it was
 */
public record ProfileVersion(long version, Instant at, String source, EventId event, List<Change> changes) {
    public ProfileVersion {
        changes = List.copyOf(changes);
    }

    /**
     * One fact that changed.
     *
     * @param field such as {@code emails}, {@code first_name}, {@code consent.email} or {@code revenue.EUR}
     * @param from a plain value, null where nothing was known
     * @param to a plain value
     */
    public record Change(
            String field, @Nullable Object from, @Nullable Object to) {}
}
