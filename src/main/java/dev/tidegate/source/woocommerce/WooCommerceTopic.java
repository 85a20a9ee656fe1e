package dev.tidegate.source.woocommerce;

import org.jspecify.annotations.Nullable;

/** The topics that become events. Others, such as those of coupons and products, are acknowledged and ignored. */
enum WooCommerceTopic {
    ORDER_CREATED("order.created"),
    ORDER_UPDATED("order.updated"),
    /** Taken out of the bin again. */
    ORDER_RESTORED("order.restored"),
    ORDER_DELETED("order.deleted"),
    CUSTOMER_CREATED("customer.created"),
    CUSTOMER_UPDATED("customer.updated"),
    CUSTOMER_DELETED("customer.deleted"),
    /** Names neither customer nor product, only the line of a cart. */
    ADDED_TO_CART("action.woocommerce_add_to_cart");

    private final String topic;

    WooCommerceTopic(String topic) {
        this.topic = topic;
    }

    static @Nullable WooCommerceTopic named(String name) {
        for (WooCommerceTopic topic : values()) {
            if (topic.topic.equalsIgnoreCase(name.strip())) {
                return topic;
            }
        }
        return null;
    }
}
