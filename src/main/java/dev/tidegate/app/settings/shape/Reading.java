package dev.tidegate.app.settings.shape;

/**
 * A value that was read.
 *
 * @param shown the value as it may be shown to anyone: plain texts, numbers, booleans, lists and maps, secrets masked
 */
public record Reading<T>(T value, Object shown) {}
