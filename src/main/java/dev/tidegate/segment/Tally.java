package dev.tidegate.segment;

import dev.tidegate.domain.Profile;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.trigger.Segment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts stored profiles; one thread at a time. */
final class Tally {
    private final List<Segment> segments;
    private final Instant now;
    private final long[] counts;
    private long profiles;
    private long unreadable;

    /** @param now the time that all profiles are asked about */
    Tally(List<Segment> segments, Instant now) {
        this.segments = segments;
        this.now = now;
        this.counts = new long[segments.size()];
    }

    /** @param values profile and lineage in turn; a profile that has been merged into another counts there */
    void add(List<Optional<byte[]>> values) {
        for (int i = 0; i + 1 < values.size(); i += 2) {
            Optional<byte[]> lineage = values.get(i + 1);
            values.get(i).ifPresent(profile -> add(profile, lineage));
        }
    }

    private void add(byte[] stored, Optional<byte[]> lineage) {
        try {
            boolean gone = lineage.map(LineageCodec::decode)
                    .map(found -> found.into() != null)
                    .orElse(false);
            if (!gone) {
                add(ProfileCodec.decode(stored));
            }
        } catch (IllegalArgumentException e) {
            // Another version's format: the partition's owner will deal with it, or a person.
            unreadable++;
        }
    }

    private void add(Profile profile) {
        profiles++;
        for (int i = 0; i < counts.length; i++) {
            if (segments.get(i).holds(profile, now)) {
                counts[i]++;
            }
        }
    }

    /** How many profiles were looked at. */
    long profiles() {
        return profiles;
    }

    /** How many profiles are of a format that this version does not know. */
    long unreadable() {
        return unreadable;
    }

    /** @param at when the count was finished: the hour until the next counts from then */
    Map<Segment, SegmentCount> counts(Instant at) {
        Map<Segment, SegmentCount> all = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            all.put(segments.get(i), new SegmentCount(counts[i], at));
        }
        return all;
    }
}
