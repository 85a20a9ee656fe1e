package dev.tidegate.source.standard;

import dev.tidegate.source.Placeholders;
import dev.tidegate.source.SourceSettings;
import java.time.Instant;

/**
 * What every event of one request has in common.
 *
 * @param placeholders what names nobody
 */
public record Provenance(String source, String idSpace, Instant receivedAt, Placeholders placeholders) {
    public static Provenance of(SourceSettings.Entry entry, Instant receivedAt) {
        return new Provenance(entry.name(), entry.idSpace(), receivedAt, entry.placeholders());
    }
}
