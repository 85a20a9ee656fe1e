package dev.tidegate.segment;

import java.time.Instant;

/** How many profiles belonged to a segment when they were last counted. */
public record SegmentCount(long profiles, Instant countedAt) {
    static SegmentCount parse(String stored) {
        int colon = stored.indexOf(':');
        return new SegmentCount(
                Long.parseLong(stored, 0, colon, 10),
                Instant.ofEpochMilli(Long.parseLong(stored, colon + 1, stored.length(), 10)));
    }

    String text() {
        return profiles + ":" + countedAt.toEpochMilli();
    }
}
