package dev.tidegate.app.settings;

/**
 * The {@code overload} block of {@code gateway.yaml}: from when on events are refused with 503.
 *
 * @param maxQueuedEvents events waiting in all intakes together; 1000 to 1,000,000,000, default 2,000,000
 * @param redisMemoryHigh percent of Redis' {@code maxmemory}; 10 to 99, default 85
 */
public record OverloadSettings(long maxQueuedEvents, int redisMemoryHigh) {}
