package dev.tidegate.source.shopify;

import dev.tidegate.source.standard.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Line items as canonical products. */
final class ShopifyProducts {
    private ShopifyProducts() {}

    /** The products, or null if there are no lines. */
    static @Nullable List<Object> of(List<Fields> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        List<Object> products = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            products.add(product(line, line.get("quantity")));
        }
        return products;
    }

    /** @param quantity how many, which for a refund the line itself does not tell */
    static Map<String, Object> product(Fields line, @Nullable Object quantity) {
        Map<String, Object> product = LinkedHashMap.newLinkedHashMap(9);
        put(product, "product_id", line.id("product_id"));
        put(product, "variant_id", line.id("variant_id"));
        put(product, "sku", line.text("sku"));
        put(product, "name", line.text(line.has("title") ? "title" : "name"));
        put(product, "variant", line.text("variant_title"));
        put(product, "brand", line.text("vendor"));
        put(product, "price", line.amount("price"));
        put(product, "quantity", quantity instanceof Long ? quantity : null);
        return product;
    }

    private static void put(Map<String, Object> product, String name, @Nullable Object value) {
        if (value != null) {
            product.put(name, value);
        }
    }
}
