package dev.tidegate.source.bigcommerce;

import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of carts and orders as canonical products. */
final class BigCommerceProducts {
    private static final String NONE = "0";

    private BigCommerceProducts() {}

    /** The products, or null if there are no lines. */
    static @Nullable List<Object> ofCart(Fields lines) {
        List<Object> products = new ArrayList<>();
        for (String kind : List.of("physical_items", "digital_items", "custom_items")) {
            for (Fields line : lines.objects(kind)) {
                BigDecimal sale = line.amount("sale_price");
                products.add(product(line, sale == null ? line.amount("list_price") : sale));
            }
        }
        for (Fields certificate : lines.objects("gift_certificates")) {
            products.add(product(certificate, certificate.amount("amount")));
        }
        return products.isEmpty() ? null : products;
    }

    /** The products, or null if there are no lines. */
    static @Nullable List<Object> ofOrder(@Nullable Object lines) {
        if (!(lines instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        List<Object> products = new ArrayList<>(list.size());
        for (Object line : list) {
            Fields fields = Fields.of(line);
            products.add(product(fields, fields.amount("price_inc_tax")));
        }
        return products;
    }

    private static Map<String, Object> product(Fields line, @Nullable BigDecimal price) {
        Map<String, Object> product = LinkedHashMap.newLinkedHashMap(8);
        put(product, "product_id", id(line, "product_id"));
        put(product, "variant_id", id(line, "variant_id"));
        put(product, "sku", line.text("sku"));
        put(product, "name", line.text("name"));
        put(product, "price", price);
        put(product, "quantity", line.get("quantity") instanceof Long quantity ? quantity : null);
        put(product, "url", line.text("url"));
        put(product, "image_url", line.text("image_url"));
        return product;
    }

    private static @Nullable String id(Fields line, String name) {
        String id = line.id(name);
        return NONE.equals(id) ? null : id;
    }

    private static void put(Map<String, Object> product, String name, @Nullable Object value) {
        if (value != null) {
            product.put(name, value);
        }
    }
}
