package dev.tidegate.source.standardwebhooks;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Signs by the Standard Webhooks specification. */
final class StandardWebhooksSigner implements Signer {
    private final Secret secret;

    StandardWebhooksSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        byte[] head = (delivery.id() + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        byte[] signature = new Hmac("HmacSHA256", List.of(SigningKey.of(secret))).sign(head, body);
        return Map.of(
                "Content-Type",
                "application/json",
                StandardWebhooksSource.ID,
                delivery.id(),
                StandardWebhooksSource.TIMESTAMP,
                timestamp,
                StandardWebhooksSource.SIGNATURE,
                StandardWebhooksSource.VERSION + Encodings.toBase64(signature));
    }
}
