package dev.tidegate.source.bigcommerce;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.util.List;

/** Customers, subscribers and buyers as the API tells them. Only a subscriber has asked for news. */
final class BigCommerceCustomer {
    private BigCommerceCustomer() {}

    /** A guest's id is 0, which identifies nobody. */
    static void readBuyer(Fields order, EventDraft draft) {
        Fields billing = order.object("billing_address");
        draft.customerId(order.get("customer_id"));
        draft.email(billing.get("email"));
        draft.country(billing.text("country_iso2"));
        draft.phone(billing.get("phone"), draft.country());
        readName(billing, draft);
        draft.trait("city", billing.text("city"));
        draft.trait("postal_code", billing.text("zip"));
    }

    /** False if it is none. */
    static boolean read(Fields customer, EventDraft draft) {
        if (!customer.has("id")) {
            return false;
        }
        draft.customerId(customer.get("id"));
        draft.email(customer.get("email"));
        List<Fields> addresses = customer.objects("addresses");
        Fields address = addresses.isEmpty() ? Fields.of(null) : addresses.getFirst();
        draft.country(address.text("country_code"));
        draft.phone(customer.get("phone"), draft.country());
        readName(customer, draft);
        draft.trait("city", address.text("city"));
        draft.trait("postal_code", address.text("postal_code"));
        draft.traitsAreProperties();
        return true;
    }

    /** False if it is not the one that was asked for. Every change repeats that somebody subscribed once, so it counts from then. */
    static boolean readSubscriber(Event thin, Fields subscriber, EventDraft draft) {
        String id = subscriber.id("id");
        if (id == null || !id.equals(thin.properties().get("subscriber_id"))) {
            return false;
        }
        draft.email(subscriber.get("email"));
        readName(subscriber, draft);
        draft.consent(Channel.EMAIL, ConsentState.GRANTED, subscriber.get("date_created"));
        return true;
    }

    private static void readName(Fields person, EventDraft draft) {
        draft.trait("first_name", person.text("first_name"));
        draft.trait("last_name", person.text("last_name"));
        draft.trait("company", person.text("company"));
    }
}
