package dev.tidegate.delivery;

/**
 * How a destination stands in this process.
 *
 * @param paused whether nothing is sent, by the operator, the settings, or because it is gone
 * @param breaker closed, open or half_open
 * @param accountRefused whether it does not let us in, so that one attempt a minute is made
 */
public record DestinationState(String name, boolean paused, String breaker, boolean accountRefused) {}
