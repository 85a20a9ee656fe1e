package dev.tidegate.source.shopify;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;

/** Orders, of whatever topic. */
final class ShopifyOrder {
    private ShopifyOrder() {}

    static void read(Fields order, EventDraft draft) {
        ShopifyBasket.readBuyer(order, draft);
        draft.property("order_id", order.id("id"));
        draft.property("order_name", order.text("name"));
        draft.property("order_number", order.id("order_number"));
        draft.property("checkout_token", order.id("checkout_token"));
        draft.property("checkout_id", order.id("checkout_id"));
        draft.property("cart_token", ShopifyBasket.cartToken(order.id("cart_token")));
        ShopifyBasket.readMoney(order, draft);
        draft.amount(
                "shipping",
                order.object("total_shipping_price_set").object("shop_money").get("amount"));
        draft.property("url", order.text("order_status_url"));
        draft.property("financial_status", order.text("financial_status"));
        draft.property("fulfillment_status", order.text("fulfillment_status"));
        draft.property("cancel_reason", order.text("cancel_reason"));
        draft.time("cancelled_at", order.get("cancelled_at"));
        draft.property("tags", order.text("tags"));
        if (order.isTrue("test")) {
            draft.property("test", true);
        }
    }
}
