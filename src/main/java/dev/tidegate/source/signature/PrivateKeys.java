package dev.tidegate.source.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys, with which whoever has made a key pair plays the provider. */
public final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PrivateKeys() {}

    /** The key in PEM (PKCS #8, as {@code openssl genpkey} writes it), for EC, RSA or Ed25519; null if it is none. */
    public static @Nullable PrivateKey read(String pem) {
        if (!pem.contains(BEGIN)) {
            return null;
        }
        for (String algorithm : ALGORITHMS) {
            try {
                byte[] encoded = Base64.getDecoder()
                        .decode(pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", ""));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // the next algorithm may know it
            }
        }
        return null;
    }

    /**
     * The signature over the parts, one after the other.
     *
     * @param algorithm as {@link Signature} knows it, such as {@code SHA256withECDSA}
     * @throws IllegalArgumentException if the key is of another algorithm
     */
    public static byte[] sign(String algorithm, PrivateKey key, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign by " + algorithm, e);
        }
    }
}
