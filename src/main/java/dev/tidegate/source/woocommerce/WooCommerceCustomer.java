package dev.tidegate.source.woocommerce;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;

/** Customers, and who bought. Consent is kept by plugins, each in its own way, and not read. */
final class WooCommerceCustomer {
    private WooCommerceCustomer() {}

    /** A guest's id is 0, which identifies nobody. */
    static void readBuyer(Fields order, EventDraft draft) {
        Fields billing = order.object("billing");
        draft.customerId(order.get("customer_id"));
        draft.email(billing.get("email"));
        address(billing, draft);
        draft.trait("first_name", billing.text("first_name"));
        draft.trait("last_name", billing.text("last_name"));
    }

    static void read(Fields customer, EventDraft draft) {
        Fields billing = customer.object("billing");
        draft.customerId(customer.get("id"));
        draft.email(customer.get("email"));
        if (draft.email() == null) {
            draft.email(billing.get("email"));
        }
        address(billing, draft);
        draft.trait("first_name", customer.text("first_name"));
        draft.trait("last_name", customer.text("last_name"));
        draft.trait("paying", customer.get("is_paying_customer") instanceof Boolean paying ? paying : null);
        draft.traitsAreProperties();
    }

    private static void address(Fields billing, EventDraft draft) {
        draft.country(billing.text("country"));
        draft.phone(billing.get("phone"), draft.country());
        draft.trait("city", billing.text("city"));
        draft.trait("postal_code", billing.text("postcode"));
        draft.trait("company", billing.text("company"));
    }
}
