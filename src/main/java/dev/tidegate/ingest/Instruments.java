package dev.tidegate.ingest;

import dev.tidegate.telemetry.IngestMetrics;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the port measures and decides by.
 *
 * @param clock gives events the time at which they came in
 * @param random spreads the times at which turned away senders come back
 */
public record Instruments(IngestMetrics metrics, InstantSource clock, RandomGenerator random) {}
