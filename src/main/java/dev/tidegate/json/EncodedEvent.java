package dev.tidegate.json;

import dev.tidegate.domain.Digests;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A canonical event as JSON.
 *
 * @param bytes the whole document
 * @param contentLength so many of the bytes, from the start, are the event's content; what follows (times and context) may
 *     differ between two deliveries of one event
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record EncodedEvent(byte[] bytes, int contentLength) {
    private static final int HASH_LENGTH = 8;

    /** Eight bytes of the SHA-256 of the content, by which two events under one id are told apart. */
    public byte[] contentHash() {
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, contentLength);
        return Arrays.copyOf(digest.digest(), HASH_LENGTH);
    }
}
