package dev.tidegate.source.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of Segment's e-commerce specification where ours differ: {@code cart_id} is {@code cart_token}, {@code
 * checkout_id} is {@code checkout_token}, and the {@code value} is the {@code total}, else the value, else the {@code
 * revenue} (which leaves out tax and shipping). Everything else keeps its name. A product's price and quantity are numbers.
 */
public final class CommerceNames {
    private CommerceNames() {}

    /** A copy under the canonical names. */
    public static Map<String, Object> canonical(Map<String, Object> sent) {
        Map<String, Object> canonical = LinkedHashMap.newLinkedHashMap(sent.size() + 1);
        Object value = Fields.of(sent).firstOf("total", "value", "revenue");
        put(canonical, "value", value);
        sent.forEach((name, property) -> {
            switch (name) {
                case "value" -> {} // stands there already
                case "cart_id" -> put(canonical, "cart_token", property);
                case "checkout_id" -> put(canonical, "checkout_token", property);
                case "products" ->
                    put(canonical, name, property instanceof List<?> products ? products(products) : null);
                default -> put(canonical, name, property);
            }
        });
        return canonical;
    }

    private static List<Object> products(List<?> sent) {
        List<Object> products = new ArrayList<>(sent.size());
        for (Object product : sent) {
            if (product instanceof Map<?, ?>) {
                products.add(product(Fields.of(product)));
            }
        }
        return products;
    }

    private static Map<String, Object> product(Fields sent) {
        Map<String, Object> product =
                LinkedHashMap.newLinkedHashMap(sent.plain().size());
        put(product, "product_id", sent.has("product_id") ? sent.id("product_id") : sent.id("id"));
        sent.plain().forEach((name, value) -> {
            switch (name) {
                case "product_id", "id" -> {} // stands there already
                case "variant_id" -> put(product, name, sent.id(name));
                case "price" -> put(product, name, sent.amount(name));
                case "quantity" -> put(product, name, value instanceof String ? sent.amount(name) : value);
                default -> put(product, name, value);
            }
        });
        return product;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
