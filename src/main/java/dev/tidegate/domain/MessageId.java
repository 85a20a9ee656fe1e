package dev.tidegate.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The idempotency id of one message to one destination. It is a digest of what caused the message, so that doing the
 * work again after a crash makes the same message and not a second one.
 */
public record MessageId(String value) {
    public MessageId {
        if (value.isEmpty() || value.length() > 64 || !Digests.isBase64Url(value)) {
            throw new IllegalArgumentException("not a message id");
        }
    }

    /** The message that {@code trigger}, at {@code step}, sends to {@code destination} because of {@code event}. */
    public static MessageId of(String trigger, int step, EventId event, String destination, int sendIndex) {
        MessageDigest digest = Digests.sha256();
        digest.update((trigger + '\0' + step + '\0' + event.value() + '\0' + destination + '\0' + sendIndex)
                .getBytes(StandardCharsets.UTF_8));
        return new MessageId(Digests.base64Url(digest.digest(), 16));
    }

    /** The part of this message that one of its several receivers gets. */
    public MessageId partFor(String receiver) {
        return new MessageId(Digests.of(value + '\0' + receiver));
    }

    @Override
    public String toString() {
        return value;
    }
}
