package dev.tidegate.trigger;

/**
 * One segment as {@code triggers.yaml} gives it.
 *
 * @param condition CEL over the profile and the time
 */
public record SegmentSettings(String name, String condition) {}
