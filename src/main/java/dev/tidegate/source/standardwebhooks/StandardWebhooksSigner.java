package dev.tidegate.source.standardwebhooks;

import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.PrivateKeys;
import dev.tidegate.source.signature.StandardSignature;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Signs by the Standard Webhooks specification. */
final class StandardWebhooksSigner implements Signer {
    private final Signing signing;

    private StandardWebhooksSigner(Signing signing) {
        this.signing = signing;
    }

    /** Signs with the first shared secret; where there are public keys only, nobody but their owner can. */
    static Signer of(List<SigningKey> keys) {
        for (SigningKey key : keys) {
            if (key instanceof SigningKey.Shared(byte[] secret)) {
                return new StandardWebhooksSigner((id, time, body) -> StandardSignature.v1(secret, id, time, body));
            }
        }
        return Signer.needingKey(
                "only the sender has the private key; with a key pair of your own, give its private half by --key",
                key -> new StandardWebhooksSigner((id, time, body) -> v1a(key, id, time, body)));
    }

    private static String v1a(PrivateKey key, String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1a," + Base64.getEncoder().encodeToString(PrivateKeys.sign("Ed25519", key, head, body));
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        return Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                delivery.id(),
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signing.signature(delivery.id(), timestamp, body));
    }

    /** One way of signing. */
    @FunctionalInterface
    private interface Signing {
        String signature(String id, String timestamp, byte[] body);
    }
}
