package dev.tidegate.app.settings.shape;

import java.time.Duration;

/** So many in a time, such as {@code 350/s}. */
public record Rate(int count, Duration per) {
    @Override
    public String toString() {
        return count + "/" + Units.text(per).substring(1);
    }
}
