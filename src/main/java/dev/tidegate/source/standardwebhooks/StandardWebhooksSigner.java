package dev.tidegate.source.standardwebhooks;

import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.StandardSignature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs by the Standard Webhooks specification, with the first shared secret. With public keys only, nobody but the sender can. */
final class StandardWebhooksSigner implements Signer {
    private final List<SigningKey> keys;

    StandardWebhooksSigner(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", delivery.id());
        headers.put("webhook-timestamp", timestamp);
        for (SigningKey key : keys) {
            if (key instanceof SigningKey.Shared(byte[] secret)) {
                headers.putIfAbsent("webhook-signature", StandardSignature.v1(secret, delivery.id(), timestamp, body));
            }
        }
        return headers;
    }
}
