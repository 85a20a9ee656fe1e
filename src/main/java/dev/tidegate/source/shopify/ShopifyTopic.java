package dev.tidegate.source.shopify;

import dev.tidegate.domain.EventTypes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics that become events. All others are acknowledged and ignored. */
enum ShopifyTopic {
    CARTS_CREATE("carts/create", "cart_updated", Shape.CART, "created_at", "updated_at"),
    CARTS_UPDATE("carts/update", "cart_updated", Shape.CART, "updated_at", "created_at"),
    CHECKOUTS_CREATE("checkouts/create", "checkout_started", Shape.CHECKOUT, "created_at", "updated_at"),
    CHECKOUTS_UPDATE("checkouts/update", "checkout_updated", Shape.CHECKOUT, "updated_at", "created_at"),
    ORDERS_CREATE("orders/create", "order_completed", Shape.ORDER, "created_at", "processed_at"),
    ORDERS_PAID("orders/paid", "order_paid", Shape.ORDER, "updated_at", "created_at"),
    ORDERS_UPDATED("orders/updated", "order_updated", Shape.ORDER, "updated_at", "created_at"),
    ORDERS_CANCELLED("orders/cancelled", "order_cancelled", Shape.ORDER, "cancelled_at", "updated_at"),
    ORDERS_FULFILLED("orders/fulfilled", "order_fulfilled", Shape.ORDER, "updated_at", "created_at"),
    REFUNDS_CREATE("refunds/create", "order_refunded", Shape.REFUND, "created_at", "processed_at"),
    CUSTOMERS_CREATE("customers/create", "customer_created", Shape.CUSTOMER, "created_at", "updated_at"),
    CUSTOMERS_UPDATE("customers/update", "customer_updated", Shape.CUSTOMER, "updated_at", "created_at"),
    /** The SMS consent, its name notwithstanding. */
    MARKETING_CONSENT("customers_marketing_consent/update", "consent_updated", Shape.CONSENT),
    EMAIL_CONSENT("customers_email_marketing_consent/update", "consent_updated", Shape.CONSENT),
    /** The three that the law and Shopify's rules demand; a person has to act on them. */
    DATA_REQUEST("customers/data_request", EventTypes.PRIVACY_DATA_REQUESTED, Shape.REQUEST),
    CUSTOMER_REDACT("customers/redact", EventTypes.PRIVACY_ERASURE_REQUESTED, Shape.REQUEST),
    SHOP_REDACT("shop/redact", EventTypes.PRIVACY_SHOP_ERASURE_REQUESTED, Shape.REQUEST),
    UNINSTALLED("app/uninstalled", EventTypes.APP_UNINSTALLED, Shape.SHOP);

    private static final Map<String, ShopifyTopic> BY_NAME = new HashMap<>();

    static {
        for (ShopifyTopic topic : values()) {
            BY_NAME.put(topic.topic, topic);
        }
    }

    private final String topic;
    private final String type;
    private final Shape shape;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out for writing
    private final String[] timeFields;

    ShopifyTopic(String topic, String type, Shape shape, String... timeFields) {
        this.topic = topic;
        this.type = type;
        this.shape = shape;
        this.timeFields = timeFields;
    }

    /** The topic of that name, or null if nothing is to be done with it. */
    static @Nullable ShopifyTopic named(String name) {
        ShopifyTopic topic = BY_NAME.get(name);
        return topic != null ? topic : BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** The topic of a file's name, in which a slash cannot stand; what is none of ours stays as it is. */
    static String ofFileName(String name) {
        for (ShopifyTopic topic : values()) {
            if (topic.topic.replace('/', '_').equals(name.replace('/', '_'))) {
                return topic.topic;
            }
        }
        return name;
    }

    /** The canonical event type. */
    String type() {
        return type;
    }

    Shape shape() {
        return shape;
    }

    /** Where the body tells when it happened, the best first. */
    String[] timeFields() {
        return timeFields;
    }

    /** The kinds of body. */
    enum Shape {
        CART,
        CHECKOUT,
        ORDER,
        REFUND,
        CUSTOMER,
        CONSENT,
        REQUEST,
        SHOP
    }
}
