package dev.tidegate.connector.webhook;

import dev.tidegate.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks' {@code v1}: HMAC-SHA256 over {@code id.timestamp.body}, one signature for each secret. */
public final class StandardWebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> keys;

    /** @throws IllegalArgumentException if a secret is not Base64, with or without {@code whsec_} before it */
    public StandardWebhookSignature(List<Secret> secrets) {
        List<SecretKeySpec> decoded = new ArrayList<>();
        for (Secret secret : secrets) {
            decoded.add(new SecretKeySpec(bytes(secret), ALGORITHM));
        }
        this.keys = List.copyOf(decoded);
    }

    /** The signatures in the order of the secrets, separated by spaces; empty without secrets. */
    public String sign(String id, long timestamp, byte[] body) {
        StringBuilder signatures = new StringBuilder();
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        for (SecretKeySpec key : keys) {
            signatures.append(signatures.isEmpty() ? "v1," : " v1,");
            signatures.append(Base64.getEncoder().encodeToString(digest(key, head, body)));
        }
        return signatures.toString();
    }

    private static byte[] digest(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] bytes(Secret secret) {
        String text = secret.reveal();
        String encoded = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        byte[] key;
        try {
            key = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a webhook secret is Base64, usually after whsec_", e);
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("a webhook secret must not be empty");
        }
        return key;
    }
}
