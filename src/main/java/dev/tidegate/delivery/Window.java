package dev.tidegate.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How many attempts may be under way at one ESP, found out by trying, for ESPs that say nothing of their limits: one more
 * after each round of attempts that went well, half as many when the ESP says 'too many'.
 */
final class Window {
    /** All that were under way at one time complain of the same moment. */
    private static final Duration HALVED_ONCE_IN = Duration.ofSeconds(1);

    private final int most;
    private final InstantSource clock;
    private double size;
    private Instant halvedAt = Instant.MIN;

    /** @param most what the settings allow, which it begins with */
    Window(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
        this.size = most;
    }

    int size() {
        return (int) size;
    }

    void wentWell() {
        size = Math.min(most, size + 1 / size);
    }

    void tooMany() {
        Instant now = clock.instant();
        if (halvedAt.isBefore(now.minus(HALVED_ONCE_IN))) {
            halvedAt = now;
            size = Math.max(1, size / 2);
        }
    }
}
