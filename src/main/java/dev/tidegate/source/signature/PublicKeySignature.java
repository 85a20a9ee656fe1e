package dev.tidegate.source.signature;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Signatures that anybody can verify who has the public key; of one event loop. */
public final class PublicKeySignature {
    private final Signature signature;
    private final PublicKey key;

    /**
     * @param algorithm as {@link Signature} knows it, such as {@code SHA256withECDSA}
     * @param key of that algorithm
     */
    public PublicKeySignature(String algorithm, PublicKey key) {
        this.key = key;
        try {
            this.signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalArgumentException("no key for " + algorithm, e);
        }
    }

    /** Whether {@code text} signs the parts, one after the other; false too for what is no signature at all. */
    public boolean verify(byte[] text, byte[]... parts) {
        try {
            // a verification that failed by exception leaves its state behind
            signature.initVerify(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.verify(text);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        }
    }
}
