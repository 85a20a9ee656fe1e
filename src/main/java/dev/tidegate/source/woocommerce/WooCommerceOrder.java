package dev.tidegate.source.woocommerce;

import dev.tidegate.source.standard.Dates;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order, and what its webhook tells of it.
 *
 * <p>An order is there before it is paid, and often the first thing that is told of it is that it is paid already: what a
 * webhook says is looked up when it is sent. So {@code order_completed} may have to be made of either topic. It has one id
 * for each order, tells only what stays the same, and is made of a later topic only where the gateway still remembers that
 * id.
 *
 * @param moments what has just happened, at least one thing
 */
record WooCommerceOrder(Fields fields, List<Moment> moments) {
    /** In the till, so to speak: a draft, waiting for a payment service, or refused by one. */
    private static final Set<String> NOT_BOUGHT = Set.of("pending", "checkout-draft", "auto-draft", "failed");

    /** How soon after it was placed or paid an order is told to have been: webhooks wait for the next run of a queue. */
    private static final Duration JUST_NOW = Duration.ofMinutes(10);

    /** Payment services take no longer; what is paid later is paid by a bank or a link. */
    private static final Duration AT_ONCE = Duration.ofHours(1);

    /** What happened to an order. */
    enum Moment {
        STARTED("checkout_started", "started"),
        CHECKOUT_CHANGED("checkout_updated", "updated"),
        COMPLETED("order_completed", "completed"),
        PAID("order_paid", "paid"),
        CHANGED("order_updated", "updated"),
        FULFILLED("order_fulfilled", "fulfilled"),
        CANCELLED("order_cancelled", "cancelled"),
        REFUNDED("order_refunded", "refunded");

        private final String type;
        private final String key;

        Moment(String type, String key) {
            this.type = type;
            this.key = key;
        }

        String type() {
            return type;
        }
    }

    static WooCommerceOrder ofNew(Fields order) {
        return new WooCommerceOrder(
                order,
                List.of(
                        switch (status(order)) {
                            case String status when NOT_BOUGHT.contains(status) -> Moment.STARTED;
                            case "cancelled" -> Moment.CANCELLED;
                            case "refunded" -> Moment.REFUNDED;
                            default -> Moment.COMPLETED;
                        }));
    }

    /** @param memory how long the gateway remembers that the order was complete */
    static WooCommerceOrder ofChanged(Fields order, Duration memory) {
        return new WooCommerceOrder(
                order,
                switch (status(order)) {
                    case String status when NOT_BOUGHT.contains(status) -> List.of(Moment.CHECKOUT_CHANGED);
                    case "cancelled" -> List.of(Moment.CANCELLED);
                    case "refunded" -> List.of(Moment.REFUNDED);
                    case "trash" -> List.of(Moment.CHANGED);
                    case "completed" ->
                        isJustBought(order, memory)
                                ? List.of(Moment.COMPLETED, Moment.FULFILLED)
                                : List.of(Moment.FULFILLED);
                    default -> {
                        boolean late = isPaidLate(order);
                        if (isJustBought(order, memory)) {
                            yield late ? List.of(Moment.COMPLETED, Moment.PAID) : List.of(Moment.COMPLETED);
                        }
                        yield List.of(late && isJustPaid(order) ? Moment.PAID : Moment.CHANGED);
                    }
                });
    }

    /** What tells this moment of the order from its others. */
    String key(Moment moment) {
        return switch (moment) {
            case CHANGED, CHECKOUT_CHANGED ->
                moment.key + "/" + fields.text("date_modified_gmt") + "/" + status(fields);
            default -> moment.key;
        };
    }

    void read(Moment moment, EventDraft draft) {
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
        draft.amount("value", moment == Moment.REFUNDED ? refunded() : fields.get("total"));
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

    private static String status(Fields order) {
        String status = order.text("status");
        return status == null ? "" : status;
    }

    /** Whether it became complete just now, and the gateway would know if that had been told before. */
    private static boolean isJustBought(Fields order, Duration memory) {
        Instant created = time(order, "date_created_gmt");
        return isJustPaid(order)
                && created != null
                && isWithin(memory.minus(AT_ONCE), created, time(order, "date_modified_gmt"));
    }

    /** Whether it was paid just now; or placed just now, where it need not be paid. */
    private static boolean isJustPaid(Fields order) {
        Instant paid = time(order, "date_paid_gmt");
        return isWithin(
                JUST_NOW, paid == null ? time(order, "date_created_gmt") : paid, time(order, "date_modified_gmt"));
    }

    private static boolean isPaidLate(Fields order) {
        Instant paid = time(order, "date_paid_gmt");
        Instant created = time(order, "date_created_gmt");
        return paid != null && created != null && !isWithin(AT_ONCE, created, paid);
    }

    private static boolean isWithin(Duration most, @Nullable Instant from, @Nullable Instant to) {
        return from != null && to != null && Duration.between(from, to).compareTo(most) <= 0;
    }

    private static @Nullable Instant time(Fields order, String field) {
        Object raw = order.get(field);
        return raw == null ? null : Dates.read(raw);
    }
}
