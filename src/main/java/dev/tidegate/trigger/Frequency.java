package dev.tidegate.trigger;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often and when marketing may reach a customer: the {@code frequency} block of {@code gateway.yaml}.
 *
 * @param caps looked at together; a message needs a place under each of them
 * @param quietHours null when there are none
 */
public record Frequency(List<Cap> caps, @Nullable QuietHours quietHours) {
    /** At any time, as often as triggers want. */
    public static final Frequency UNLIMITED = new Frequency(List.of(), null);

    public Frequency {
        caps = List.copyOf(caps);
    }

    /** So many messages in any window of this length, over all triggers and destinations. */
    public record Cap(String name, int max, Duration per) {
        public Cap {
            if (max < 1 || per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("a cap lets something through within some time");
            }
        }
    }
}
