package dev.tidegate.queue;

/**
 * Whom deciding asks, and whom it tells what came of it.
 *
 * @param triggers the triggers in force
 * @param outgoing takes the messages
 * @param meter counts
 * @param decided gets what was decided, for the archive
 * @param completions asks providers for what thin events lack
 */
public record DecidePorts(
        CurrentTriggers triggers,
        Outgoing outgoing,
        DecisionMeter meter,
        DecidedEvents decided,
        Completions completions) {}
