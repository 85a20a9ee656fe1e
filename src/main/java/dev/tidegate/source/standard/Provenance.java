package dev.tidegate.source.standard;

import java.time.Instant;

/** What every event of one request has in common. */
public record Provenance(String source, String idSpace, Instant receivedAt) {}
