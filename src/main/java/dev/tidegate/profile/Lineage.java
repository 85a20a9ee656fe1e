package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What merging has made of a profile.
 *
 * @param into the profile that it was merged into, null while it lives
 * @param handedOver whether that profile has been sent all that it had
 * @param taken the profiles that were merged into it, each with the last of its entries that were taken over: entries may be
 *     sent on twice
 */
public record Lineage(@Nullable ProfileId into, boolean handedOver, Map<ProfileId, String> taken) {
    /** A profile that has nothing to do with any other. */
    public static final Lineage NONE = new Lineage(null, false, Map.of());

    public Lineage {
        taken = Map.copyOf(taken);
    }

    public Lineage leavingFor(ProfileId winner) {
        return new Lineage(winner, false, taken);
    }

    public Lineage gone() {
        return new Lineage(into, true, taken);
    }

    public Lineage with(Origin origin) {
        Map<ProfileId, String> more = new HashMap<>(taken);
        more.put(origin.profile(), origin.entryId());
        return new Lineage(into, handedOver, more);
    }

    /** With what another one had taken over before it came here itself. */
    public Lineage with(Map<ProfileId, String> others) {
        Map<ProfileId, String> more = new HashMap<>(taken);
        others.forEach(
                (profile, entry) -> more.merge(profile, entry, (one, other) -> isLater(one, other) ? one : other));
        return new Lineage(into, handedOver, more);
    }

    /** Whether this entry was taken over before. */
    public boolean has(Origin origin) {
        String last = taken.get(origin.profile());
        return last != null && !isLater(origin.entryId(), last);
    }

    /** The profiles whose cooldowns and ledgers count here, too. */
    public Set<ProfileId> merged() {
        return taken.keySet();
    }

    private static boolean isLater(String entry, String than) {
        long milliseconds = milliseconds(entry);
        long others = milliseconds(than);
        return milliseconds > others || (milliseconds == others && sequence(entry) > sequence(than));
    }

    private static long milliseconds(String entry) {
        return Long.parseLong(entry, 0, entry.indexOf('-'), 10);
    }

    private static long sequence(String entry) {
        return Long.parseLong(entry, entry.indexOf('-') + 1, entry.length(), 10);
    }
}
