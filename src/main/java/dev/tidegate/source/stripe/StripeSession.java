package dev.tidegate.source.stripe;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checkout session, in the shapes of old and new versions of the API. */
final class StripeSession {
    private StripeSession() {}

    static void read(Fields session, EventDraft draft) {
        Fields metadata = session.object("metadata");
        String currency = session.text("currency");
        draft.customerId(StripeCustomer.idOf(session, "customer"));
        StripeCustomer.person(session.object("customer_details"), draft);
        if (draft.email() == null) {
            draft.email(session.get("customer_email"));
        }
        draft.locale(locale(session));
        draft.property("checkout_id", session.id("id"));
        // only the storefront can say which of its checkouts this is; else it is known by its own id
        draft.property("checkout_token", orElse(metadata.id("checkout_token"), session.id("id")));
        draft.property("cart_token", orElse(metadata.id("cart_token"), metadata.id("cart_id")));
        draft.property("order_id", metadata.id("order_id"));
        draft.property("client_reference_id", session.id("client_reference_id"));
        draft.property("payment_intent", Fields.idOf(StripeCustomer.idOf(session, "payment_intent")));
        draft.property("payment_status", session.text("payment_status"));
        draft.property("mode", session.text("mode"));
        StripeMoney.read("value", session, "amount_total", currency, draft);
        StripeMoney.read("subtotal", session, "amount_subtotal", currency, draft);
        Fields details = session.object("total_details");
        StripeMoney.read("tax", details, "amount_tax", currency, draft);
        StripeMoney.read("discount", details, "amount_discount", currency, draft);
        StripeMoney.read("shipping", details, "amount_shipping", currency, draft);
        draft.currency(currency);
        draft.property("products", products(session.object("line_items").objects("data"), currency));
        draft.property("url", url(session));
        draft.property("metadata", metadata.isEmpty() ? null : metadata.plain());
        consent(session.object("consent").text("promotions"), draft);
    }

    /** Leads an expired session's customer back to what they chose; an open one's own address leads there too. */
    private static @Nullable String url(Fields session) {
        String recovery = session.object("after_expiration").object("recovery").text("url");
        return orElse(recovery, session.text("url"));
    }

    private static void consent(@Nullable String promotions, EventDraft draft) {
        switch (promotions) {
            case "opt_in" -> draft.consent(Channel.EMAIL, ConsentState.GRANTED, null);
            case "opt_out" -> draft.consent(Channel.EMAIL, ConsentState.DENIED, null);
            case null, default -> {}
        }
    }

    /** Lines are there only for those who have Stripe expand them. */
    private static @Nullable List<Object> products(List<Fields> lines, @Nullable String currency) {
        List<Object> products = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            Fields price = line.object("price");
            Map<String, Object> product = LinkedHashMap.newLinkedHashMap(5);
            put(product, "product_id", Fields.idOf(StripeCustomer.idOf(price, "product")));
            put(product, "variant_id", price.id("id"));
            put(product, "name", line.text("description"));
            put(product, "price", StripeMoney.of(price.get("unit_amount"), currency));
            put(product, "quantity", line.get("quantity") instanceof Long quantity ? quantity : null);
            products.add(product);
        }
        return products.isEmpty() ? null : products;
    }

    private static @Nullable String locale(Fields session) {
        String locale = session.text("locale");
        return "auto".equals(locale) ? null : locale;
    }

    private static @Nullable String orElse(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }

    private static void put(Map<String, Object> product, String name, @Nullable Object value) {
        if (value != null) {
            product.put(name, value);
        }
    }
}
