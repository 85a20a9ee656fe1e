package dev.tidegate.ingest;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the port measures and decides by.
 *
 * @param clock gives events the time at which they came in
 * @param random spreads the times at which turned away senders come back
 */
public record Instruments(IngestMeter meter, InstantSource clock, RandomGenerator random) {}
