package dev.tidegate.source.bigcommerce;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import org.jspecify.annotations.Nullable;

/** What happened, as a scope says, and to which thing. */
final class BigCommerceScope {
    private static final long SHIPPED = 2;
    private static final long CANCELLED = 5;
    private static final long DECLINED = 6;
    private static final long COMPLETED = 10;

    private BigCommerceScope() {}

    /** The canonical type, or null if nothing is to be done with it. */
    static @Nullable String typeOf(String scope, Fields data) {
        return switch (scope) {
            case "store/cart/created",
                    "store/cart/updated",
                    "store/cart/couponApplied",
                    "store/cart/lineItem/created",
                    "store/cart/lineItem/updated",
                    "store/cart/lineItem/deleted" -> "cart_updated";
            case "store/cart/abandoned" -> "cart_abandoned";
            case "store/cart/converted" -> "cart_converted";
            case "store/cart/deleted" -> "cart_deleted";
            case "store/order/created" -> "order_completed";
            case "store/order/updated" -> "order_updated";
            case "store/order/statusUpdated" -> statusType(data.object("status"));
            case "store/order/refund/created" -> "order_refunded";
            case "store/customer/created" -> "customer_created";
            case "store/customer/updated",
                    "store/customer/address/created",
                    "store/customer/address/updated",
                    "store/customer/address/deleted" -> "customer_updated";
            case "store/customer/deleted" -> "customer_deleted";
            case "store/subscriber/created", "store/subscriber/updated" -> "consent_updated";
            default -> null;
        };
    }

    static boolean isSubscriber(String scope) {
        return scope.startsWith("store/subscriber/");
    }

    static void read(String scope, Fields data, EventDraft draft) {
        if (scope.startsWith("store/cart/")) {
            draft.property("cart_token", data.has("cartId") ? data.id("cartId") : data.id("id"));
            draft.property("recovery_token", data.text("token"));
            draft.property("order_id", data.id("orderId"));
        } else if (scope.startsWith("store/order/")) {
            draft.property("order_id", data.id("id"));
            draft.property("refund_id", data.object("refund").id("refund_id"));
            draft.property("status_id", data.object("status").id("new_status_id"));
        } else if (isSubscriber(scope)) {
            draft.property("subscriber_id", data.id("id"));
        } else {
            Fields address = data.object("address");
            draft.customerId(address.has("customer_id") ? address.get("customer_id") : data.get("id"));
        }
    }

    /** A refund and what it leads to come under a scope of their own. */
    private static String statusType(Fields status) {
        long before = number(status.get("previous_status_id"));
        long now = number(status.get("new_status_id"));
        if (now == SHIPPED || now == COMPLETED && before != SHIPPED) {
            return "order_fulfilled";
        }
        return now == CANCELLED || now == DECLINED ? "order_cancelled" : "order_updated";
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : -1;
    }
}
