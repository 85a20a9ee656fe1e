package dev.tidegate.source.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Public keys as settings hold them. */
public final class PublicKeys {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private PublicKeys() {}

    /**
     * The key in base64 of a {@code SubjectPublicKeyInfo}, on its own or as PEM; null if it is none of that algorithm.
     *
     * @param algorithm as {@link KeyFactory} knows it, such as {@code EC}
     */
    public static @Nullable PublicKey read(String algorithm, String text) {
        String base64 = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }
}
