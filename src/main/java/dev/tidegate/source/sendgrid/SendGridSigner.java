package dev.tidegate.source.sendgrid;

import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;

/** Signs time and body as SendGrid does, with the private key whose public half is configured. */
record SendGridSigner(PrivateKey key) implements Signer {
    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        byte[] signature =
                PrivateKeys.sign(SendGridSource.ALGORITHM, key, timestamp.getBytes(StandardCharsets.UTF_8), body);
        return Map.of(
                "Content-Type",
                "application/json",
                SendGridSource.TIMESTAMP,
                timestamp,
                SendGridSource.SIGNATURE,
                Base64.getEncoder().encodeToString(signature));
    }
}
