package dev.tidegate.source.standardwebhooks;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.signature.Encodings;
import org.jspecify.annotations.Nullable;

/** The key in a secret of Standard Webhooks: {@code whsec_} and base64, of which the prefix may be left out. */
final class SigningKey {
    private static final String SYMMETRIC = "whsec_";
    private static final String PUBLIC = "whpk_";

    private SigningKey() {}

    /** What is wrong with the secret, or null. */
    static @Nullable String problem(Secret secret) {
        if (secret.reveal().startsWith(PUBLIC)) {
            return "a public key (whpk_) is not yet supported; allowed is a secret that starts with whsec_";
        }
        byte[] key = decode(secret);
        return key == null || key.length == 0
                ? "is no secret of Standard Webhooks; allowed is whsec_ and base64"
                : null;
    }

    /** The key's bytes of a secret without problem. */
    static byte[] of(Secret secret) {
        byte[] key = decode(secret);
        if (key == null) {
            throw new IllegalArgumentException("not a secret of Standard Webhooks");
        }
        return key;
    }

    private static byte @Nullable [] decode(Secret secret) {
        String text = secret.reveal();
        return Encodings.base64(text.startsWith(SYMMETRIC) ? text.substring(SYMMETRIC.length()) : text);
    }
}
