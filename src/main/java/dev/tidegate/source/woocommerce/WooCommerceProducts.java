package dev.tidegate.source.woocommerce;

import dev.tidegate.source.standard.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Line items as canonical products. */
final class WooCommerceProducts {
    private static final String NONE = "0";

    private WooCommerceProducts() {}

    /** The products, or null if there are no lines. */
    static @Nullable List<Object> of(List<Fields> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        List<Object> products = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            Map<String, Object> product = LinkedHashMap.newLinkedHashMap(6);
            put(product, "product_id", line.id("product_id"));
            put(product, "variant_id", NONE.equals(line.id("variation_id")) ? null : line.id("variation_id"));
            put(product, "sku", line.text("sku"));
            put(product, "name", line.text("name"));
            put(product, "price", line.amount("price"));
            put(product, "quantity", line.get("quantity") instanceof Long quantity ? quantity : null);
            products.add(product);
        }
        return products;
    }

    private static void put(Map<String, Object> product, String name, @Nullable Object value) {
        if (value != null) {
            product.put(name, value);
        }
    }
}
