package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The event types that sources give, and the properties that these have. Senders may use others, so only a name that is one
 * slip of the finger away from a known one is taken for a mistake.
 */
final class KnownEvents {
    private static final int SHORTEST = 5;

    private static final Set<String> TYPES = Set.of(
            "button_clicked",
            "cart_updated",
            "cart_viewed",
            "checkout_started",
            "checkout_step_completed",
            "checkout_step_viewed",
            "checkout_updated",
            "consent_updated",
            "coupon_applied",
            "coupon_entered",
            "customer_created",
            "customer_updated",
            "email_bounced",
            "email_clicked",
            "email_complained",
            "email_delivered",
            "email_opened",
            "order_cancelled",
            "order_completed",
            "order_fulfilled",
            "order_paid",
            "order_refunded",
            "order_updated",
            "page_viewed",
            "payment_info_entered",
            "product_added",
            "product_added_to_wishlist",
            "product_clicked",
            "product_list_filtered",
            "product_list_viewed",
            "product_removed",
            "product_removed_from_wishlist",
            "product_reviewed",
            "product_shared",
            "product_viewed",
            "products_searched",
            "promotion_clicked",
            "promotion_viewed",
            "screen_viewed",
            "scroll_depth_reached",
            "time_on_page_reached",
            "unsubscribed");

    private static final Set<String> PROPERTIES = Set.of(
            "affiliation",
            "brand",
            "cart_token",
            "category",
            "checkout_token",
            "completed_at",
            "coupon",
            "currency",
            "discount",
            "image_url",
            "list_id",
            "name",
            "order_id",
            "order_name",
            "order_number",
            "payment_method",
            "position",
            "price",
            "product_id",
            "products",
            "quantity",
            "query",
            "refund_id",
            "revenue",
            "shipping",
            "shipping_method",
            "sku",
            "subtotal",
            "tax",
            "total",
            "url",
            "value",
            "variant",
            "variant_id");

    private KnownEvents() {}

    /** The event type that was meant. */
    static Optional<String> meantType(String type) {
        return meant(type, TYPES);
    }

    /**
     * The property that was meant.
     *
     * @param types of the event that is asked for it; of other types than the known ones nothing can be told
     */
    static Optional<String> meantProperty(String property, List<String> types) {
        return TYPES.containsAll(types) ? meant(property, PROPERTIES) : Optional.empty();
    }

    private static Optional<String> meant(String written, Collection<String> known) {
        return written.length() < SHORTEST || known.contains(written)
                ? Optional.empty()
                : known.stream()
                        .filter(name -> Nearest.isSlip(written, name) && !isPlural(written, name))
                        .min(String::compareTo);
    }

    /** One product and several may well be different properties. */
    private static boolean isPlural(String a, String b) {
        return (a + "s").equals(b) || (b + "s").equals(a);
    }
}
