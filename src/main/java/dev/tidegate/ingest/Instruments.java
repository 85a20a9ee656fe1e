package dev.tidegate.ingest;

import dev.tidegate.source.SourceTools;
import dev.tidegate.telemetry.IngestMetrics;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the port measures, decides by, looks things up with and records.
 *
 * @param clock gives events the time at which they came in
 * @param random spreads the times at which turned away senders come back
 * @param tools what sources may use beside a request
 * @param requests keeps what sources take
 */
public record Instruments(
        IngestMetrics metrics, InstantSource clock, RandomGenerator random, SourceTools tools, RequestLog requests) {}
