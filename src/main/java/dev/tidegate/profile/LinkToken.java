package dev.tidegate.profile;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in a customer's link: their profile's id and a signature, so that nobody can make one up. It names no address
 * and does not expire, for an unsubscribe in an old mail must work.
 */
record LinkToken(ProfileId profile, Secret key) {
    private static final String ALGORITHM = "HmacSHA256";

    /** Keeps a signature from counting for anything else that this key may sign one day. */
    private static final String PURPOSE = "customer-link\0";

    /** 128 bits, as many as the ids have. */
    private static final int SIGNATURE_BYTES = 16;

    /** The profile that the token was made for; empty when it was not made with this key. */
    static Optional<ProfileId> verified(String token, Secret key) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 64) {
            return Optional.empty();
        }
        try {
            LinkToken made = new LinkToken(new ProfileId(token.substring(0, dot)), key);
            boolean same = MessageDigest.isEqual(ascii(made.text()), ascii(token));
            return same ? Optional.of(made.profile) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    String text() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signature = mac.doFinal((PURPOSE + profile.value()).getBytes(StandardCharsets.UTF_8));
            return profile.value() + '.' + Digests.base64Url(signature, SIGNATURE_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
