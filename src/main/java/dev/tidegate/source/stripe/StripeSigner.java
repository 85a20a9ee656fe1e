package dev.tidegate.source.stripe;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Signs as Stripe does, at the time of sending. */
final class StripeSigner implements Signer {
    private final Secret secret;

    StripeSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        byte[] head = (timestamp + '.').getBytes(StandardCharsets.UTF_8);
        byte[] digest =
                new Hmac("HmacSHA256", List.of(secret.reveal().getBytes(StandardCharsets.UTF_8))).sign(head, body);
        return Map.of(
                "Content-Type",
                "application/json; charset=utf-8",
                StripeSource.SIGNATURE,
                "t=" + timestamp + ",v1=" + Encodings.toHex(digest));
    }
}
