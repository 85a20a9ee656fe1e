package dev.tidegate.source.bigcommerce;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.StandardSignature;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Signs as BigCommerce does. */
final class BigCommerceSigner implements Signer {
    private final Secret secret;

    BigCommerceSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                delivery.id(),
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                StandardSignature.v1(key, delivery.id(), timestamp, body));
    }
}
