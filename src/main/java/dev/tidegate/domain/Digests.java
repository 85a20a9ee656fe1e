package dev.tidegate.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** SHA-256 digests and their short text form, from which ids and key names are made. */
public final class Digests {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private Digests() {}

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first {@code bytes} bytes of the digest as unpadded base64url. */
    public static String base64Url(byte[] digest, int bytes) {
        return BASE64_URL.encodeToString(Arrays.copyOf(digest, bytes));
    }

    /** 16 bytes of the text's SHA-256 as unpadded base64url (22 characters). */
    public static String of(String text) {
        return base64Url(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 16);
    }

    static boolean isBase64Url(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /**
     * A number that spreads ids over intakes and partitions. Part of the stored format: it is the id's 32-bit FNV-1a hash
     * and must never change.
     */
    static int slotOf(String id) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x01000193;
        }
        return hash ^ hash >>> 16;
    }
}
