package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param browsers those of them that were known by a browser or basket only, of which a customer may have any number
 * @param apart the profiles that an operator has told from this one, and when: they were one until then
 */
public record Lineage(
        @Nullable ProfileId into,
        boolean handedOver,
        Map<ProfileId, String> taken,
        Set<ProfileId> browsers,
        Map<ProfileId, Instant> apart) {
    /** A profile that has nothing to do with any other. */
    public static final Lineage NONE = new Lineage(null, false, Map.of(), Set.of(), Map.of());

    public Lineage {
        taken = Map.copyOf(taken);
        browsers = Set.copyOf(browsers);
        apart = Map.copyOf(apart);
    }

    public Lineage leavingFor(ProfileId winner) {
        return new Lineage(winner, false, taken, browsers, apart);
    }

    public Lineage gone() {
        return new Lineage(into, true, taken, browsers, apart);
    }

    /** As a profile of its own again. */
    public Lineage back() {
        return new Lineage(null, false, taken, browsers, apart);
    }

    public Lineage with(Origin origin) {
        return with(Map.of(origin.profile(), origin.entryId()));
    }

    /** With what another one had taken over before it came here itself. */
    public Lineage with(Map<ProfileId, String> others) {
        Map<ProfileId, String> more = new HashMap<>(taken);
        others.forEach(
                (profile, entry) -> more.merge(profile, entry, (one, other) -> isLater(one, other) ? one : other));
        return new Lineage(into, handedOver, more, browsers, apart);
    }

    /** With all of a profile that is merged into this one. */
    public Lineage with(Lineage other) {
        return with(other.taken).withBrowsers(other.browsers).apartFrom(other.apart);
    }

    public Lineage withBrowsers(Set<ProfileId> others) {
        Set<ProfileId> more = new HashSet<>(browsers);
        more.addAll(others);
        return new Lineage(into, handedOver, taken, more, apart);
    }

    /** Without the browsers and baskets for which nothing has come since then. */
    public Lineage forgettingBrowsers(Instant silentSince) {
        Map<ProfileId, String> left = new HashMap<>(taken);
        left.entrySet()
                .removeIf(one ->
                        browsers.contains(one.getKey()) && milliseconds(one.getValue()) < silentSince.toEpochMilli());
        Set<ProfileId> known = new HashSet<>(browsers);
        known.retainAll(left.keySet());
        return new Lineage(into, handedOver, left, known, apart);
    }

    /** Kept apart from these as well. */
    public Lineage apartFrom(Map<ProfileId, Instant> others) {
        Map<ProfileId, Instant> more = new HashMap<>(apart);
        more.putAll(others);
        return new Lineage(into, handedOver, taken, browsers, more);
    }

    public Lineage apartFrom(Collection<ProfileId> others, Instant at) {
        Map<ProfileId, Instant> since = new HashMap<>();
        others.forEach(other -> since.put(other, at));
        return apartFrom(since);
    }

    /** Whether this entry was taken over before. */
    public boolean has(Origin origin) {
        String last = taken.get(origin.profile());
        return last != null && !isLater(origin.entryId(), last);
    }

    /** The profiles whose cooldowns and ledgers count here, too. */
    public Set<ProfileId> merged() {
        Set<ProfileId> merged = new HashSet<>(taken.keySet());
        merged.removeAll(apart.keySet());
        return merged;
    }

    /** Whether an operator has told two profiles apart, or ones that were merged into them. */
    public static boolean keepsApart(ProfileId one, Lineage its, ProfileId other, Lineage others) {
        return its.isApartFrom(other, others) || others.isApartFrom(one, its);
    }

    private boolean isApartFrom(ProfileId other, Lineage others) {
        return apart.containsKey(other) || others.merged().stream().anyMatch(apart::containsKey);
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
