package dev.tidegate.source.stripe;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;

/** A charge of which something went back. */
final class StripeCharge {
    private StripeCharge() {}

    /**
     * The charge tells what went back in all; with the event comes how much that was before.
     *
     * @param before the charge's fields that have changed, as they were
     */
    static void read(Fields charge, Fields before, EventDraft draft) {
        String currency = charge.text("currency");
        Fields metadata = charge.object("metadata");
        draft.customerId(StripeCustomer.idOf(charge, "customer"));
        StripeCustomer.person(charge.object("billing_details"), draft);
        if (draft.email() == null) {
            draft.email(charge.get("receipt_email"));
        }
        draft.property("order_id", metadata.id("order_id"));
        draft.property("checkout_token", metadata.id("checkout_token"));
        draft.property("charge_id", charge.id("id"));
        draft.property("payment_intent", Fields.idOf(StripeCustomer.idOf(charge, "payment_intent")));
        if (charge.get("amount_refunded") instanceof Long now) {
            long earlier = before.get("amount_refunded") instanceof Long amount ? amount : 0;
            draft.property("value", StripeMoney.of(now > earlier ? now - earlier : now, currency));
        }
        StripeMoney.read("refunded_total", charge, "amount_refunded", currency, draft);
        draft.currency(currency);
        draft.property("metadata", metadata.isEmpty() ? null : metadata.plain());
    }
}
