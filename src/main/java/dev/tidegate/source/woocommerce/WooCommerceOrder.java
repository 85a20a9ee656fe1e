package dev.tidegate.source.woocommerce;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order. Of one that is complete only what stays the same is told, so that a second telling is a copy of the first.
 *
 * @param fields as they were sent
 */
record WooCommerceOrder(Fields fields) {
    void read(WooCommerceMoment moment, EventDraft draft) {
        draft.occurredAt(
                switch (moment) {
                    case STARTED, COMPLETED -> fields.get("date_created_gmt");
                    case PAID -> fields.firstOf("date_paid_gmt", "date_modified_gmt");
                    case FULFILLED -> fields.firstOf("date_completed_gmt", "date_modified_gmt");
                    case CHECKOUT_CHANGED, CHANGED, CANCELLED, REFUNDED ->
                        fields.firstOf("date_modified_gmt", "date_created_gmt");
                });
        WooCommerceCustomer.readBuyer(fields, draft);
        draft.property("order_id", fields.id("id"));
        draft.property("order_number", fields.id("number"));
        draft.property("checkout_token", fields.id("order_key"));
        draft.amount("value", moment == WooCommerceMoment.REFUNDED ? refunded() : fields.get("total"));
        draft.currency(fields.get("currency"));
        draft.amount("tax", fields.get("total_tax"));
        draft.amount("discount", fields.get("discount_total"));
        draft.amount("shipping", fields.get("shipping_total"));
        List<Fields> coupons = fields.objects("coupon_lines");
        if (!coupons.isEmpty()) {
            draft.property("coupon", coupons.getFirst().text("code"));
        }
        draft.property("products", WooCommerceProducts.of(fields.objects("line_items")));
        draft.property("payment_method", fields.text("payment_method"));
        switch (moment) {
            case STARTED, CHECKOUT_CHANGED -> draft.property("url", fields.text("payment_url"));
            case CHANGED -> draft.property("status", fields.text("status"));
            default -> {}
        }
        draft.context("ip", fields.text("customer_ip_address"));
        draft.context("user_agent", fields.text("customer_user_agent"));
        draft.context("channel", fields.text("created_via"));
    }

    /** What went back in all, which is more than one refund's worth if there were several. */
    private @Nullable Object refunded() {
        BigDecimal sum = null;
        for (Fields refund : fields.objects("refunds")) {
            BigDecimal amount = refund.amount("total");
            if (amount != null) {
                sum = sum == null ? amount.abs() : sum.add(amount.abs());
            }
        }
        return sum == null ? fields.get("total") : sum;
    }
}
