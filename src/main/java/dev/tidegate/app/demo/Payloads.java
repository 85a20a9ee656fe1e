package dev.tidegate.app.demo;

import dev.tidegate.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies in the exact shape of the systems that send them. */
final class Payloads {
    private static final List<Product> PRODUCTS = List.of(
            new Product(8203914412316L, "Harbour Lamp", "LAMP-H", "64.95"),
            new Product(8203914412401L, "Tide Clock", "CLOCK-T", "129.90"),
            new Product(8203914412558L, "Rope Basket", "BASKET-R", "34.50"),
            new Product(8203914412673L, "Enamel Mug", "MUG-E", "12.50"));

    private Payloads() {}

    /** Shopify's {@code checkouts/create}. */
    static byte[] checkout(Shopper shopper, String token, boolean expensive, Instant at) {
        Product product = expensive ? PRODUCTS.get(shopper.number() % 3) : PRODUCTS.get(3);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", 29_380_571_660_412L + shopper.number());
        body.put("token", token);
        body.put("cart_token", "cart-" + token);
        body.put("email", shopper.email());
        body.put("created_at", at.toString());
        body.put("updated_at", at.toString());
        body.put("currency", "EUR");
        body.put("presentment_currency", "EUR");
        body.put("customer_locale", "en-IE");
        body.put("buyer_accepts_marketing", shopper.agreed());
        body.put("completed_at", null);
        body.put("total_price", product.price);
        body.put("subtotal_price", product.price);
        body.put("abandoned_checkout_url", "https://shop.example/71/checkouts/ac/" + token + "/recover");
        body.put("discount_codes", List.of());
        body.put("line_items", List.of(product.line()));
        body.put("customer", shopper.shopify());
        return JsonWriter.bytesOf(body);
    }

    /** Shopify's {@code orders/create}. */
    static byte[] order(Shopper shopper, String token, Instant at) {
        Product product = PRODUCTS.get(shopper.number() % 3);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", 5_820_440_119_804L + shopper.number());
        body.put("name", "#" + (1000 + shopper.number()));
        body.put("email", shopper.email());
        body.put("contact_email", shopper.email());
        body.put("created_at", at.toString());
        body.put("updated_at", at.toString());
        body.put("processed_at", at.toString());
        body.put("currency", "EUR");
        body.put("financial_status", "paid");
        body.put("checkout_token", token);
        body.put("cart_token", "cart-" + token);
        body.put("total_price", product.price);
        body.put("current_total_price", product.price);
        body.put("test", false);
        body.put("cancelled_at", null);
        body.put("line_items", List.of(product.line()));
        body.put("customer", shopper.shopify());
        return JsonWriter.bytesOf(body);
    }

    /** Segment's {@code track} with a product that was viewed. */
    static byte[] productViewed(Shopper shopper, int view, Instant at) {
        Product product = PRODUCTS.get(view % PRODUCTS.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "track");
        body.put("event", "Product Viewed");
        body.put("messageId", "view-" + shopper.number() + "-" + view);
        body.put("userId", "web-" + shopper.number());
        body.put("anonymousId", "browser-" + shopper.number());
        body.put("timestamp", at.toString());
        body.put("sentAt", at.toString());
        body.put(
                "context",
                Map.of(
                        "traits", Map.of("email", shopper.email()),
                        "page", Map.of("url", "https://shop.example/p/" + product.sku),
                        "userAgent", "Mozilla/5.0"));
        body.put(
                "properties",
                Map.of(
                        "product_id",
                        product.id,
                        "name",
                        product.name,
                        "price",
                        new java.math.BigDecimal(product.price)));
        return JsonWriter.bytesOf(body);
    }

    /** A loyalty partner's order under Standard Webhooks. */
    static byte[] partnerOrder(Shopper shopper, Instant at) {
        return JsonWriter.bytesOf(Map.of(
                "type",
                "order.completed",
                "timestamp",
                at.toString(),
                "data",
                Map.of(
                        "customer", Map.of("id", "p-" + shopper.number(), "email", shopper.email()),
                        "properties",
                                Map.of(
                                        "order_id",
                                        "partner-" + shopper.number(),
                                        "value",
                                        new java.math.BigDecimal("49.00"),
                                        "currency",
                                        "EUR"))));
    }

    /** The customer database's own JSON. */
    static byte[] newCustomer(Shopper shopper, Instant at) {
        return JsonWriter.bytesOf(Map.of(
                "id",
                "new-" + shopper.number(),
                "kind",
                "customer_created",
                "at",
                at.toString(),
                "customer",
                Map.of(
                        "number", "k-" + shopper.number(),
                        "mail", shopper.email(),
                        "newsletter", shopper.agreed()),
                "data",
                Map.of("first_name", shopper.firstName())));
    }

    private record Product(long id, String name, String sku, String price) {
        Map<String, Object> line() {
            return Map.of(
                    "product_id", id,
                    "variant_id", id + 1,
                    "title", name,
                    "sku", sku,
                    "quantity", 1,
                    "price", price);
        }
    }
}
