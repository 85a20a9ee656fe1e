package dev.tidegate.source.shopify;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What customers and shops ask for by way of Shopify. */
final class ShopifyRequest {
    private ShopifyRequest() {}

    /**
     * The customer stands among the properties, for the person who sees to it, and is not the event's: who asks to be
     * forgotten, or is forgotten already, must not become known by that.
     */
    static void read(Fields request, EventDraft draft) {
        Fields customer = request.object("customer");
        draft.property("customer_id", customer.id("id"));
        draft.property("email", customer.text("email"));
        draft.property("phone", customer.text("phone"));
        draft.property("orders", orders(request));
        draft.property("request_id", request.object("data_request").id("id"));
        draft.property("shop_id", request.id("shop_id"));
        draft.property("shop_domain", request.text("shop_domain"));
    }

    /** The addresses in it are the merchant's. */
    static void readShop(Fields shop, EventDraft draft) {
        draft.property("shop_id", shop.id("id"));
        draft.property("shop_name", shop.text("name"));
        draft.property("shop_domain", shop.text("myshopify_domain"));
    }

    private static @Nullable List<String> orders(Fields request) {
        List<?> orders = request.list(request.has("orders_requested") ? "orders_requested" : "orders_to_redact");
        List<String> ids =
                orders.stream().map(Fields::idOf).filter(Objects::nonNull).toList();
        return ids.isEmpty() ? null : ids;
    }
}
