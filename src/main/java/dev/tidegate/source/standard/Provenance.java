package dev.tidegate.source.standard;

import java.time.Instant;

/** What every event of one request has in entry. */
public record Provenance(String source, String idSpace, Instant receivedAt) {}
