package dev.tidegate.source.shopify;

import dev.tidegate.source.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's headers, under their old name with {@code X-} and their newer one without, both of which its own libraries
 * accept.
 */
enum ShopifyHeader {
    /** Base64 of the HMAC-SHA256 of the raw body. */
    HMAC("Shopify-Hmac-SHA256"),
    TOPIC("Shopify-Topic"),
    /** The delivery, the same on each retry. */
    WEBHOOK_ID("Shopify-Webhook-Id"),
    /** The merchant's or customer's action, which several topics may tell of. */
    EVENT_ID("Shopify-Event-Id"),
    /** When it happened; unlike the body it is there for every topic. */
    TRIGGERED_AT("Shopify-Triggered-At"),
    SHOP_DOMAIN("Shopify-Shop-Domain"),
    API_VERSION("Shopify-API-Version");

    private final String newName;
    private final String oldName;

    ShopifyHeader(String newName) {
        this.newName = newName;
        this.oldName = "X-" + newName;
    }

    /** The name that Shopify sends at present. */
    String sentName() {
        return oldName;
    }

    List<String> all(Headers headers) {
        List<String> values = headers.all(oldName);
        return values.isEmpty() ? headers.all(newName) : values;
    }

    @Nullable
    String first(Headers headers) {
        List<String> values = all(headers);
        return values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().strip();
    }
}
