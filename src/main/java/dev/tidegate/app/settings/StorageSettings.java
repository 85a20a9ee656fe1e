package dev.tidegate.app.settings;

import java.time.Duration;

/**
 * How durable work is laid out in Redis, and its bounds.
 *
 * @param intakes 1 to 256, default 16; fixed at the first start
 * @param partitions 1 to 1024, default 64; fixed at the first start
 * @param dedupWindow for how long a second copy of an event is told apart; 1 s to 30 d, default 24 h
 */
public record StorageSettings(
        int intakes, int partitions, Duration dedupWindow, RetentionSettings retention, OverloadSettings overload) {}
