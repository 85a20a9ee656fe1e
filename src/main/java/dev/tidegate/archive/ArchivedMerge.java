package dev.tidegate.archive;

import dev.tidegate.domain.ProfileId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a profile was merged into another one.
 *
 * @param into the one that stayed
 * @param profile the one that went
 */
public record ArchivedMerge(ProfileId into, ProfileId profile, Instant at) implements Archived {
    /** Stands first in the line. */
    static final char KIND = 'm';

    /** The line for it: kind, the one that stayed, the one that went, and when in ms. */
    byte[] line() {
        String text = KIND + " " + into.value() + " " + profile.value() + " " + at.toEpochMilli() + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static @Nullable ArchivedMerge parse(byte[] line) {
        String[] parts = new String(line, StandardCharsets.US_ASCII).split(" ", -1);
        try {
            return parts.length != 4
                    ? null
                    : new ArchivedMerge(
                            new ProfileId(parts[1]),
                            new ProfileId(parts[2]),
                            Instant.ofEpochMilli(Long.parseLong(parts[3])));
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }
}
