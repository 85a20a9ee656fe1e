package dev.tidegate.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an address gets no marketing whatever was agreed to.
 *
 * @param reason such as {@code complaint} or {@code hard_bounce}
 * @param at since when
 */
public record Suppression(
        String reason,
        @Nullable Instant at,
        @Nullable String source,
        @Nullable String event) {}
