package dev.tidegate.console;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Work that an operator has ordered and that takes longer than a request.
 *
 * @param endedAt null while it runs
 * @param result what it came to, so far or at last; null when nothing is known
 * @param failure what kept it from ending well, in words
 */
public record Job<T>(
        String id,
        Status status,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable T result,
        @Nullable String failure) {

    /** How it stands. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
