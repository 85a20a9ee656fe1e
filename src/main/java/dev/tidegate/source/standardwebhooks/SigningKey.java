package dev.tidegate.source.standardwebhooks;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.signature.Ed25519;
import dev.tidegate.source.signature.Encodings;
import java.security.PublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of Standard Webhooks: {@code whsec_} and base64, of which the prefix may be left out, for a shared secret; {@code
 * whpk_} and base64 for the public half of the sender's key pair.
 */
sealed interface SigningKey {
    String SHARED_PREFIX = "whsec_";
    String PUBLIC_PREFIX = "whpk_";

    record Shared(byte[] key) implements SigningKey {}

    record Public(PublicKey key) implements SigningKey {}

    /** What is wrong with the secret, or null. */
    static @Nullable String problem(Secret secret) {
        if (read(secret) != null) {
            return null;
        }
        return secret.reveal().startsWith(PUBLIC_PREFIX)
                ? "is no public key of Standard Webhooks; allowed is whpk_ and base64 of the 32 bytes of an Ed25519 key"
                : "is no secret of Standard Webhooks; allowed is whsec_ and base64, or whpk_ and base64 for a public"
                        + " key";
    }

    /** The key in a secret without problem. */
    static SigningKey of(Secret secret) {
        return Objects.requireNonNull(read(secret), "not a key of Standard Webhooks");
    }

    private static @Nullable SigningKey read(Secret secret) {
        String text = secret.reveal();
        if (text.startsWith(PUBLIC_PREFIX)) {
            byte[] raw = Encodings.base64(text.substring(PUBLIC_PREFIX.length()));
            PublicKey key = raw == null ? null : Ed25519.key(raw);
            return key == null ? null : new Public(key);
        }
        byte[] key = Encodings.base64(text.startsWith(SHARED_PREFIX) ? text.substring(SHARED_PREFIX.length()) : text);
        return key == null || key.length == 0 ? null : new Shared(key);
    }
}
