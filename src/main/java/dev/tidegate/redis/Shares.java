package dev.tidegate.redis;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who should own which slot: rendezvous hashing, in which nobody gets more than their even share. All processes compute the
 * same from the same members, so the hash must not change between versions that run side by side.
 */
final class Shares {
    private Shares() {}

    /**
     * The owner of each slot.
     *
     * @return an element of {@code members} for each of {@code count} slots; nulls when there are no members
     */
    static @Nullable String[] of(Duty duty, int count, Collection<String> members) {
        @Nullable String[] owners = new String[count];
        if (members.isEmpty()) {
            return owners;
        }
        int most = (count + members.size() - 1) / members.size();
        Map<String, Integer> loads = new HashMap<>();
        for (int slot = 0; slot < count; slot++) {
            int place = slot;
            List<String> ranking = members.stream()
                    .sorted(Comparator.comparingLong((String member) -> score(duty, place, member))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            for (String member : ranking) {
                if (loads.getOrDefault(member, 0) < most) {
                    loads.merge(member, 1, Integer::sum);
                    owners[slot] = member;
                    break;
                }
            }
        }
        return owners;
    }

    /** FNV-1a, and the finalizer of SplitMix64 so that close inputs get far scores. */
    private static long score(Duty duty, int slot, String member) {
        long hash = 0xcbf29ce484222325L;
        String text = duty.name() + slot + ' ' + member;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
