package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.SeenEvent;
import java.util.List;

/**
 * What a profile gets back that is one of its own again.
 *
 * @param survivor the profile that it was merged into
 * @param cause the operator's event that undid the merge
 * @param joining the merge that is undone
 * @param lineage whom it is kept apart from, and what was taken over meanwhile of those that were merged into it
 * @param idSpaces in which the ids of its browsers may count: which one it is, is not kept
 */
record Parted(ProfileId survivor, SeenEvent cause, Joining joining, Lineage lineage, List<String> idSpaces) {
    Parted {
        idSpaces = List.copyOf(idSpaces);
    }
}
