package dev.tidegate.source.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ed25519 signatures under one or several public keys, any of which will do. For one event loop. */
public final class Ed25519 {
    /** Says that 32 bytes of such a key follow (RFC 8410). */
    private static final String KEY_HEAD = "302a300506032b6570032100";

    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;

    private final List<PublicKey> keys;
    private final Signature verifier;

    public Ed25519(List<PublicKey> keys) {
        this.keys = List.copyOf(keys);
        this.verifier = verifier();
    }

    /** The public key of these 32 bytes, or null. */
    public static @Nullable PublicKey key(byte[] raw) {
        if (raw.length != KEY_LENGTH) {
            return null;
        }
        try {
            byte[] encoded = HexFormat.of().parseHex(KEY_HEAD + HexFormat.of().formatHex(raw));
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** Whether one of the signatures was made of the parts, one after the other, by the owner of any of the keys. */
    public boolean verifyAny(List<byte[]> signatures, byte[]... parts) {
        for (PublicKey key : keys) {
            for (byte[] signature : signatures) {
                if (verify(key, signature, parts)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean verify(PublicKey key, byte[] signature, byte[]... parts) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        try {
            verifier.initVerify(key);
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        }
    }

    private static Signature verifier() {
        try {
            return Signature.getInstance("Ed25519");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }
}
