package dev.tidegate.ingest;

import dev.tidegate.telemetry.IngestMetrics;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the port measures, decides by and records.
 *
 * @param clock gives events the time at which they came in
 * @param random spreads the times at which turned away senders come back
 * @param requests keeps what sources take
 */
public record Instruments(IngestMetrics metrics, InstantSource clock, RandomGenerator random, RequestLog requests) {}
