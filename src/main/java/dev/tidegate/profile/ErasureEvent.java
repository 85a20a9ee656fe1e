package dev.tidegate.profile;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The gateway's own event that has a customer erased, in turn with the customer's other events. */
public final class ErasureEvent {
    private static final String SOURCE = "operator";

    private ErasureEvent() {}

    public static Event of(ProfileId profile, Instant now) {
        String sourceId = "erasure:" + profile + ":" + now.toEpochMilli();
        return new Event(
                EventId.of(SOURCE, sourceId),
                SOURCE,
                EventTypes.PROFILE_ERASED,
                now,
                now,
                sourceId,
                Customer.ofProfile(profile),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** Whether the event is one; no sender's can be. */
    public static boolean isOne(Event event) {
        return event.type().equals(EventTypes.PROFILE_ERASED)
                && event.customer().profile() != null;
    }
}
