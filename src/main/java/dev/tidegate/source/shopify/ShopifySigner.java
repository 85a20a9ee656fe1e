package dev.tidegate.source.shopify;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends as Shopify does. The delivery's topic is Shopify's, such as {@code checkouts/create}, wherever its slash stands. */
final class ShopifySigner implements Signer {
    private final Secret secret;

    ShopifySigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        Hmac hmac = new Hmac("HmacSHA256", List.of(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put(ShopifyHeader.TOPIC.sentName(), ShopifyTopic.ofFileName(delivery.topic()));
        headers.put(ShopifyHeader.WEBHOOK_ID.sentName(), delivery.id());
        headers.put(ShopifyHeader.TRIGGERED_AT.sentName(), delivery.at().toString());
        headers.put(ShopifyHeader.API_VERSION.sentName(), "2026-04");
        headers.put(ShopifyHeader.HMAC.sentName(), Encodings.toBase64(hmac.sign(body)));
        return headers;
    }
}
