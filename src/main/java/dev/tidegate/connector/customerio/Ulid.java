package dev.tidegate.connector.customerio;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The one ULID of a message: 48 bits of the time of its release, then 80 of a digest of its id where others have chance, so
 * that it is the same on every attempt.
 */
final class Ulid {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_DIGITS = 10;
    private static final int DIGEST_DIGITS = 16;
    private static final int BITS = 5;

    private Ulid() {}

    static String of(MessageId id, Instant releasedAt) {
        StringBuilder ulid = new StringBuilder(TIME_DIGITS + DIGEST_DIGITS);
        long time = releasedAt.toEpochMilli();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            ulid.append(CROCKFORD.charAt((int) (time >>> i * BITS) & 31));
        }
        byte[] digest = Digests.sha256().digest(id.value().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < DIGEST_DIGITS; i++) {
            ulid.append(CROCKFORD.charAt(fiveBits(digest, i * BITS)));
        }
        return ulid.toString();
    }

    private static int fiveBits(byte[] bytes, int from) {
        int pair = (bytes[from / 8] & 0xff) << 8 | bytes[from / 8 + 1] & 0xff;
        return pair >>> 16 - BITS - from % 8 & 31;
    }
}
