package dev.tidegate.source.segment;

import dev.tidegate.source.standard.Dates;
import dev.tidegate.source.standard.Fields;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a call happened, by our clock. A device says when it happened and when it sent that, both by its own clock, which may
 * be years off; what lies between the two is right all the same. So the call happened that long before we got it, as
 * Segment reckons too.
 */
final class SegmentTime {
    private SegmentTime() {}

    /**
     * The corrected time, or null if the call itself tells none that can be read.
     *
     * @param sentAt when the call or the batch around it was sent, by the sender's clock
     */
    static @Nullable Instant corrected(Fields call, @Nullable Object sentAt, Instant receivedAt) {
        Instant told = instant(call.firstOf("timestamp", "originalTimestamp"));
        Instant sent = instant(sentAt);
        // Segment itself has been here before and has corrected the time
        if (told == null || sent == null || call.has("receivedAt")) {
            return told;
        }
        Duration waited = Duration.between(told, sent);
        return waited.isNegative() ? receivedAt : receivedAt.minus(waited);
    }

    private static @Nullable Instant instant(@Nullable Object raw) {
        return raw == null ? null : Dates.read(raw);
    }
}
