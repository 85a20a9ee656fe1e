package dev.tidegate.source.bigcommerce;

import dev.tidegate.domain.Event;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the API tells it (v2), with its lines, and for a refund what went back (v3). */
final class BigCommerceOrder {
    private BigCommerceOrder() {}

    /**
     * Reads the answers; false if the first is not the order that was asked for.
     *
     * @param answers order, lines, and refunds if they were asked for
     */
    static boolean read(Event thin, List<@Nullable Object> answers, EventDraft draft) {
        Fields order = Fields.of(answers.getFirst());
        String id = order.id("id");
        if (id == null || !id.equals(thin.properties().get("order_id"))) {
            return false;
        }
        BigCommerceCustomer.readBuyer(order, draft);
        draft.property("cart_token", order.id("cart_id"));
        draft.amount("value", answers.size() > 2 ? refunded(thin, answers.get(2), order) : order.get("total_inc_tax"));
        draft.currency(order.get("currency_code"));
        draft.amount("subtotal", order.get("subtotal_inc_tax"));
        draft.amount("tax", order.get("total_tax"));
        draft.amount("shipping", order.get("shipping_cost_inc_tax"));
        draft.property("discount", discount(order));
        draft.property("products", BigCommerceProducts.ofOrder(answers.get(1)));
        draft.property("payment_method", order.text("payment_method"));
        draft.property("status", order.text("status"));
        if (!thin.properties().containsKey("status_id")) {
            draft.property("status_id", order.id("status_id"));
        }
        draft.locale(order.text("customer_locale"));
        draft.context("ip", order.text("ip_address"));
        draft.context("channel", order.text("order_source"));
        return true;
    }

    /** What this refund gave back; all that went back where it is not listed. */
    private static @Nullable Object refunded(Event thin, @Nullable Object refunds, Fields order) {
        for (Fields refund : Fields.of(refunds).objects("data")) {
            String id = refund.id("id");
            if (id != null && id.equals(thin.properties().get("refund_id"))) {
                return refund.get("total_amount");
            }
        }
        return order.get("refunded_amount");
    }

    private static @Nullable BigDecimal discount(Fields order) {
        BigDecimal manual = order.amount("discount_amount");
        BigDecimal coupons = order.amount("coupon_discount");
        return manual == null ? coupons : coupons == null ? manual : manual.add(coupons);
    }
}
