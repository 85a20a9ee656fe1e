package dev.tidegate.source.stripe;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import org.jspecify.annotations.Nullable;

/** Customers, and who paid. */
final class StripeCustomer {
    private StripeCustomer() {}

    static void read(Fields customer, EventDraft draft) {
        draft.customerId(customer.get("id"));
        person(customer, draft);
        if (!customer.list("preferred_locales").isEmpty()
                && customer.list("preferred_locales").getFirst() instanceof String locale) {
            draft.locale(locale);
        }
        draft.property(
                "metadata",
                customer.has("metadata") ? customer.object("metadata").plain() : null);
        draft.traitsAreProperties();
    }

    /** Name, address and numbers, as they stand in customers, sessions and charges alike. */
    static void person(Fields person, EventDraft draft) {
        draft.email(person.get("email"));
        draft.country(person.object("address").text("country"));
        draft.phone(person.get("phone"), draft.country());
        draft.trait("name", person.text("name"));
        draft.trait("city", person.object("address").text("city"));
        draft.trait("postal_code", person.object("address").text("postal_code"));
    }

    /** The id of a thing that may stand there by its id or whole. */
    static @Nullable Object idOf(Fields fields, String name) {
        return fields.object(name).isEmpty()
                ? fields.get(name)
                : fields.object(name).get("id");
    }
}
