package dev.tidegate.source.woocommerce;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Authenticator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends as WooCommerce does. The delivery's topic is its own, such as {@code order.created}, or with a slash. */
final class WooCommerceSigner implements Signer {
    private final Secret secret;

    WooCommerceSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>(
                Authenticator.ofHmacSha256(List.of(secret), WooCommerceSource.SIGNATURE, Encoding.BASE64, "")
                        .headers(body));
        headers.put("Content-Type", "application/json");
        headers.put(WooCommerceSource.TOPIC, delivery.topic().replace('/', '.'));
        headers.put(WooCommerceSource.DELIVERY, delivery.id());
        return headers;
    }
}
