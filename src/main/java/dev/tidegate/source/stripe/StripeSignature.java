package dev.tidegate.source.stripe;

import dev.tidegate.source.signature.Encodings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code Stripe-Signature}: {@code t=1774000000,v1=…,v1=…,v0=…}. Only {@code v1} counts; there are several while
 * a secret is replaced.
 *
 * @param timestamp as it was written, for it is signed so
 */
record StripeSignature(String timestamp, List<byte[]> digests) {
    /** More than anybody needs who rotates secrets; each costs time. */
    private static final int MOST_DIGESTS = 5;

    private static final int MOST_PARTS = 20;

    /** Digits of a second since 1970 up to the year 5138. */
    private static final int LONGEST_TIMESTAMP = 11;

    /** The header's parts, or null if it does not tell one time. */
    static @Nullable StripeSignature read(String header) {
        String timestamp = null;
        List<byte[]> digests = new ArrayList<>(1);
        for (String part : header.split(",", MOST_PARTS)) {
            if (part.startsWith("t=")) {
                if (timestamp != null) {
                    return null;
                }
                timestamp = part.substring(2);
            } else if (part.startsWith("v1=") && digests.size() < MOST_DIGESTS) {
                byte[] digest = Encodings.hex(part.substring(3));
                if (digest != null) {
                    digests.add(digest);
                }
            }
        }
        return timestamp == null || !isSeconds(timestamp) ? null : new StripeSignature(timestamp, digests);
    }

    Instant at() {
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    private static boolean isSeconds(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TIMESTAMP
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
