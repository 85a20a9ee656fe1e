package dev.tidegate.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The public id of an event: a digest of its source and the source's own id, so that every process computes the same
 * one and finds the event's intake from it alone.
 */
public record EventId(String value) {
    /** 16 bytes of SHA-256 as unpadded base64url. */
    private static final int LENGTH = 22;

    public EventId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not an event id");
        }
    }

    /** The id of the event that {@code source} calls {@code sourceId}. */
    public static EventId of(String source, String sourceId) {
        MessageDigest digest = Digests.sha256();
        digest.update(source.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(sourceId.getBytes(StandardCharsets.UTF_8));
        return new EventId(Digests.base64Url(digest.digest(), 16));
    }

    /** Whether the text could be an event id, as opposed to {@code source:source_id}. */
    public static boolean isWellFormed(String text) {
        return text.length() == LENGTH && Digests.isBase64Url(text);
    }

    /** The intake, of {@code intakes}, that holds this event. */
    public int intake(int intakes) {
        return Math.floorMod(Digests.slotOf(value), intakes);
    }

    @Override
    public String toString() {
        return value;
    }
}
