package dev.tidegate.source.bigcommerce;

import dev.tidegate.domain.Event;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cart as the API tells it (v3). A guest's has customer id 0, which identifies nobody. */
final class BigCommerceCart {
    private BigCommerceCart() {}

    /** False if it is not the one that was asked for. */
    static boolean read(Event thin, Fields cart, EventDraft draft) {
        String id = cart.id("id");
        if (id == null || !id.equals(thin.properties().get("cart_token"))) {
            return false;
        }
        draft.customerId(cart.get("customer_id"));
        draft.email(cart.get("email"));
        draft.amount("value", cart.get("cart_amount"));
        draft.currency(cart.object("currency").get("code"));
        draft.amount("subtotal", cart.get("base_amount"));
        draft.amount("discount", cart.get("discount_amount"));
        List<String> coupons = cart.objects("coupons").stream()
                .<@Nullable String>map(coupon -> coupon.text("code"))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!coupons.isEmpty()) {
            draft.property("coupon", coupons.getFirst());
            draft.property("coupons", coupons);
        }
        draft.property("products", BigCommerceProducts.ofCart(cart.object("line_items")));
        Fields urls = cart.object("redirect_urls");
        draft.property("url", urls.has("checkout_url") ? urls.text("checkout_url") : urls.text("cart_url"));
        draft.locale(cart.text("locale"));
        draft.context("channel", cart.id("channel_id"));
        return true;
    }
}
