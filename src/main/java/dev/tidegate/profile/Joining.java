package dev.tidegate.profile;

import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.Set;

/**
 * That a profile was merged into another one, with all that it takes to undo that.
 *
 * @param at when the other one took it over
 * @param before the other one as it was without it
 * @param brought the profile as it was merged
 * @param with the profiles that had been merged into it itself
 */
public record Joining(Instant at, Profile before, Profile brought, Set<ProfileId> with) {
    public Joining {
        with = Set.copyOf(with);
    }

    /** The profile that was merged. */
    public ProfileId joined() {
        return brought.id();
    }
}
