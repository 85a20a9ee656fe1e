package dev.tidegate.profile;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The gateway's own event that undoes a merge, in turn with the other events of the profile that stayed. */
public final class UnmergeEvent {
    private static final String SOURCE = "operator";
    private static final String PROFILE = "profile";
    private static final String ID_SPACES = "id_spaces";

    private UnmergeEvent() {}

    /**
     * @param survivor the profile that the other one was merged into
     * @param idSpaces in which the ids of the other one's browsers may count
     */
    public static Event of(ProfileId survivor, ProfileId merged, Collection<String> idSpaces, Instant now) {
        String sourceId = "unmerge:" + survivor + ":" + merged + ":" + now.toEpochMilli();
        return new Event(
                EventId.of(SOURCE, sourceId),
                SOURCE,
                EventTypes.PROFILE_UNMERGED,
                now,
                now,
                sourceId,
                Customer.ofProfile(survivor),
                Map.of(
                        PROFILE,
                        merged.value(),
                        ID_SPACES,
                        idSpaces.stream().sorted().toList()),
                Map.of(),
                List.of());
    }

    /** Whether the event is one; no sender's can be. */
    public static boolean isOne(Event event) {
        return event.type().equals(EventTypes.PROFILE_UNMERGED)
                && event.customer().profile() != null;
    }

    /** The profile that is to be one of its own again. */
    public static ProfileId merged(Event event) {
        return new ProfileId(String.valueOf(event.properties().get(PROFILE)));
    }

    public static List<String> idSpaces(Event event) {
        return event.properties().get(ID_SPACES) instanceof List<?> spaces
                ? spaces.stream().map(String.class::cast).toList()
                : List.of();
    }
}
