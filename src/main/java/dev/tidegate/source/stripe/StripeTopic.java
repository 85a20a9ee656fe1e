package dev.tidegate.source.stripe;

import dev.tidegate.source.standard.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What an event of Stripe comes to.
 *
 * @param type the canonical type
 */
record StripeTopic(String type, Shape shape) {
    /** Nothing was sold by a session that only stores a means of payment. */
    private static final String SETUP = "setup";

    /** What the event is about. */
    enum Shape {
        SESSION,
        CHARGE,
        CUSTOMER
    }

    /** The topic by Stripe's name, or null if nothing is to be done with it. */
    static @Nullable StripeTopic of(String name, Fields object) {
        return switch (name) {
            case "checkout.session.completed" -> completed(object);
            case "checkout.session.async_payment_succeeded" -> new StripeTopic("order_paid", Shape.SESSION);
            case "checkout.session.async_payment_failed" -> new StripeTopic("payment_failed", Shape.SESSION);
            case "checkout.session.expired" ->
                SETUP.equals(object.text("mode")) ? null : new StripeTopic("checkout_expired", Shape.SESSION);
            case "charge.refunded" -> new StripeTopic("order_refunded", Shape.CHARGE);
            case "customer.created" -> new StripeTopic("customer_created", Shape.CUSTOMER);
            case "customer.updated" -> new StripeTopic("customer_updated", Shape.CUSTOMER);
            case "customer.deleted" -> new StripeTopic("customer_deleted", Shape.CUSTOMER);
            default -> null;
        };
    }

    /** A session is complete when the customer is through with it, which some means of payment are only days later. */
    private static @Nullable StripeTopic completed(Fields session) {
        if (SETUP.equals(session.text("mode"))) {
            return null;
        }
        String status = session.text("payment_status");
        boolean paid = "paid".equals(status) || "no_payment_required".equals(status);
        return new StripeTopic(paid ? "order_paid" : "checkout_completed", Shape.SESSION);
    }
}
