package dev.tidegate.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a destination stands in this process.
 *
 * @param paused whether nothing is sent, by the operator, the settings, or because it is gone
 * @param breaker closed, open or half_open
 * @param accountRefused whether it does not let us in, so that one attempt a minute is made
 * @param verification what it said at start; null when it is not to be asked or has not answered yet
 */
public record DestinationState(
        String name,
        boolean paused,
        String breaker,
        boolean accountRefused,
        @Nullable Verification verification) {}
