package dev.tidegate.trigger;

import java.time.Duration;
import java.time.Instant;

/** When messages that quiet hours held up go out: not all at once when they end. */
final class Spread {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private Spread() {}

    /** Some moment soon after the end, always the same for a run, and well before the next quiet hours. */
    static Instant after(Instant end, QuietHours hours, Run run) {
        long most = Math.min(LONGEST.toSeconds(), Math.max(1, hours.openSeconds() / 4)) * 1_000;
        int hash = (run.key().text() + run.origin().value()).hashCode();
        return end.plusMillis(Math.floorMod(hash * 0x9E3779B97F4A7C15L >>> 16, most));
    }
}
