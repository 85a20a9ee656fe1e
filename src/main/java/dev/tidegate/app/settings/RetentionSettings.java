package dev.tidegate.app.settings;

import java.time.Duration;

/**
 * The {@code retention} block of {@code gateway.yaml}: how long Redis keeps what is only looked at.
 *
 * @param events for how long an event that some trigger looked at can be asked about; 1 h to 366 d, default 7 d
 * @param decisions for how long verdicts are kept; 1 h to 3660 d, default 30 d
 * @param profileHistory for how long the versions of a profile are kept; 1 h to 3660 d, default 400 d
 */
public record RetentionSettings(Duration events, Duration decisions, Duration profileHistory) {}
