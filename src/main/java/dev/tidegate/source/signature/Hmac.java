package dev.tidegate.source.signature;

import dev.tidegate.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed digests under one or several keys, any of which will do. Its {@link Mac}s are keyed once and used again and again,
 * so it belongs to one event loop.
 */
public final class Hmac {
    private final List<Mac> macs;

    /** @param algorithm as {@link Mac} knows it, such as {@code HmacSHA256} */
    public Hmac(String algorithm, List<byte[]> keys) {
        this.macs = keys.stream().map(key -> keyed(algorithm, key)).toList();
    }

    /** Keys that are the secrets' own text. */
    public static Hmac ofTexts(String algorithm, List<Secret> secrets) {
        return new Hmac(
                algorithm,
                secrets.stream()
                        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** The digest of the parts, one after the other, under the first key. */
    public byte[] sign(byte[]... parts) {
        return digest(macs.getFirst(), parts);
    }

    /** Whether {@code signature} is the digest of the parts under any of the keys. */
    public boolean verify(byte[] signature, byte[]... parts) {
        return verifyAny(List.of(signature), parts);
    }

    /** Whether one of the signatures is the digest of the parts under any of the keys. */
    public boolean verifyAny(List<byte[]> signatures, byte[]... parts) {
        boolean matches = false;
        for (Mac mac : macs) {
            byte[] expected = digest(mac, parts);
            for (byte[] signature : signatures) {
                matches |= MessageDigest.isEqual(expected, signature);
            }
        }
        return matches;
    }

    private static byte[] digest(Mac mac, byte[]... parts) {
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static Mac keyed(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
