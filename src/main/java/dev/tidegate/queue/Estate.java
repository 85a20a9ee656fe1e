package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.Lineage;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.RunKey;
import java.util.Map;
import java.util.Set;

/**
 * What a profile leaves to the one that it is merged into.
 *
 * @param starts the starting events of the runs that wait
 * @param led the digests of the identifiers that led to it
 * @param lineage what it had taken over itself, and whom it is kept apart from
 */
record Estate(
        Profile profile,
        Journey journey,
        Map<RunKey, Event> starts,
        Set<String> led,
        Lineage lineage,
        EventId cause,
        String by) {
    Estate {
        starts = Map.copyOf(starts);
        led = Set.copyOf(led);
    }
}
