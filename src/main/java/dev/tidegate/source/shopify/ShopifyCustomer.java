package dev.tidegate.source.shopify;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.source.standard.Codes;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Customers and what they agreed to. */
final class ShopifyCustomer {
    private ShopifyCustomer() {}

    static void readCustomer(Fields customer, EventDraft draft) {
        String country = country(customer, customer);
        draft.customerId(customer.get("id"));
        draft.email(customer.get("email"));
        draft.phone(customer.get("phone"), country);
        readTraits(customer, draft);
        draft.locale(customer.text("locale"));
        draft.country(country);
        draft.traitsAreProperties();
        readConsents(customer, draft);
    }

    /** The topics of their own for consent. The customer's id has two names, and so has the address. */
    static void readConsent(Fields body, EventDraft draft) {
        draft.customerId(body.firstOf("customer_id", "id"));
        draft.email(body.firstOf("email_address", "email"));
        draft.phone(body.get("phone"), null);
        read(Channel.EMAIL, body.object("email_marketing_consent"), true, null, draft);
        read(Channel.SMS, body.object("sms_marketing_consent"), true, null, draft);
        for (String name : new String[] {"email_marketing_consent", "sms_marketing_consent"}) {
            Fields consent = body.object(name);
            if (!consent.isEmpty()) {
                draft.property("channel", name.substring(0, name.indexOf('_')));
                draft.property("state", word(consent, "state"));
                draft.property("opt_in_level", word(consent, "opt_in_level"));
                draft.property("collected_from", word(consent, "consent_collected_from"));
            }
        }
    }

    static void readTraits(Fields customer, EventDraft draft) {
        draft.trait("first_name", customer.text("first_name"));
        draft.trait("last_name", customer.text("last_name"));
        Fields address = customer.object("default_address");
        draft.trait("city", address.text("city"));
        draft.trait("postal_code", address.text("zip"));
        draft.trait("company", address.text("company"));
        draft.trait("tags", customer.text("tags"));
        draft.trait("email_verified", customer.get("verified_email") instanceof Boolean verified ? verified : null);
        draft.trait("orders_count", customer.get("orders_count") instanceof Long count ? count : null);
        draft.trait("total_spent", customer.amount("total_spent"));
    }

    /**
     * The consent that the customer's record holds, which is repeated whatever else of the record changes: without a date of
     * its own it counts from the record's beginning, so that it undoes no refusal that came by another way.
     */
    static void readConsents(Fields customer, EventDraft draft) {
        Object since = customer.get("created_at");
        Fields email = customer.object("email_marketing_consent");
        read(Channel.EMAIL, email, false, since, draft);
        read(Channel.SMS, customer.object("sms_marketing_consent"), false, since, draft);
        if (email.isEmpty() && customer.isTrue("accepts_marketing")) {
            Object updated = customer.get("accepts_marketing_updated_at");
            consent(Channel.EMAIL, ConsentState.GRANTED, updated != null ? updated : since, draft);
        }
    }

    /**
     * Only what the customer did counts: {@code not_subscribed}, {@code pending}, {@code redacted} and {@code invalid} say
     * neither yes nor no.
     */
    private static void read(
            Channel channel, Fields consent, boolean justChanged, @Nullable Object since, EventDraft draft) {
        ConsentState state = switch (word(consent, "state")) {
            case "subscribed" -> ConsentState.GRANTED;
            case "unsubscribed" -> ConsentState.DENIED;
            case null, default -> null;
        };
        Object updated = consent.get("consent_updated_at");
        if (state != null && justChanged) {
            draft.consent(channel, state, updated);
        } else if (state != null) {
            consent(channel, state, updated != null ? updated : since, draft);
        }
    }

    /** Shopify's older interface writes these words in lower case, its GraphQL interface in upper case. */
    private static @Nullable String word(Fields consent, String name) {
        String word = consent.text(name);
        return word == null ? null : word.strip().toLowerCase(Locale.ROOT);
    }

    private static void consent(Channel channel, ConsentState state, @Nullable Object at, EventDraft draft) {
        if (at != null) {
            draft.consent(channel, state, at);
        } else {
            draft.standingConsent(channel, state);
        }
    }

    /** The country of the first address that has one. */
    static @Nullable String country(Fields basket, Fields customer) {
        for (Fields address : new Fields[] {
            basket.object("shipping_address"), basket.object("billing_address"), customer.object("default_address")
        }) {
            String country = Codes.country(address.text("country_code"));
            if (country != null) {
                return country;
            }
        }
        return null;
    }
}
