package dev.tidegate.source.signature;

import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time that a signature covers. */
public final class SignedTime {
    /** Digits of a second since 1970 up to the year 5138. */
    private static final int LONGEST = 11;

    private SignedTime() {}

    /** Whole seconds since 1970, or null; no sign, no blanks. */
    public static @Nullable Instant seconds(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    /** Proof that stands or falls with the time alone; too far away counts in both directions. */
    public static Proof within(Duration tolerance, Instant signedAt, Instant now) {
        return Duration.between(signedAt, now).abs().compareTo(tolerance) > 0
                ? new Proof.Refused(Refusal.TIMESTAMP_OUTSIDE_TOLERANCE)
                : Proof.PROVEN;
    }
}
