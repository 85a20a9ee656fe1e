package dev.tidegate.source.shopify;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.source.standard.Amounts;
import dev.tidegate.source.standard.Codes;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carts and checkouts: what is not bought yet. */
final class ShopifyBasket {
    private ShopifyBasket() {}

    /** A cart names nobody; its token leads to the checkout that comes of it. It tells no total, but each line's price. */
    static void readCart(Fields cart, EventDraft draft) {
        draft.property("cart_token", cartToken(cart.has("token") ? cart.id("token") : cart.id("id")));
        List<Fields> lines = cart.objects("line_items");
        draft.property("value", sum(lines));
        draft.currency(currency(lines));
        draft.property("products", ShopifyProducts.of(lines));
        draft.property("note", cart.text("note"));
    }

    /**
     * A checkout. The 2026 shape has no numeric {@code id}, so that the token is what it is known by. Its {@code
     * completed_at} is there once it was bought.
     */
    static void readCheckout(Fields checkout, EventDraft draft) {
        readBuyer(checkout, draft);
        draft.property("checkout_token", checkout.id("token"));
        draft.property("checkout_id", checkout.id("id"));
        draft.property("cart_token", cartToken(checkout.id("cart_token")));
        readMoney(checkout, draft);
        draft.property("url", checkout.text("abandoned_checkout_url"));
        draft.time("completed_at", checkout.get("completed_at"));
        draft.property("checkout_name", checkout.text("name"));
    }

    /** What checkouts and orders have in entry: who buys, and how they came here. */
    static void readBuyer(Fields basket, EventDraft draft) {
        Fields customer = basket.object("customer");
        String country = ShopifyCustomer.country(basket, customer);
        draft.customerId(customer.get("id"));
        draft.email(basket.get("email"));
        if (draft.email() == null) {
            draft.email(basket.get("contact_email"));
        }
        boolean customersOwn = draft.email() == null;
        if (customersOwn) {
            draft.email(customer.get("email"));
        }
        boolean wantsSms = basket.isTrue("buyer_accepts_sms_marketing");
        Object smsPhone = basket.get("sms_marketing_phone");
        Object phone = basket.has("phone") ? basket.get("phone") : customer.get("phone");
        draft.phone(phone == null || wantsSms && smsPhone != null ? smsPhone : phone, country);

        ShopifyCustomer.readTraits(customer, draft);
        draft.locale(basket.text("customer_locale"));
        draft.country(country);

        // Every later event of the basket repeats the ticked box; only its beginning cannot undo a refusal since then.
        // An empty box tells nothing: it is what the page shows before anybody has looked at it.
        Object since = basket.get("created_at");
        if (basket.isTrue("buyer_accepts_marketing")) {
            draft.consent(Channel.EMAIL, ConsentState.GRANTED, since);
        }
        if (wantsSms) {
            draft.consent(Channel.SMS, ConsentState.GRANTED, since);
        }
        // a consent counts for the address it was given for, and the order may be under another
        if (customersOwn || isSame(draft.email(), customer.text("email"))) {
            ShopifyCustomer.readConsents(customer, draft);
        }
        readVisit(basket, draft);
    }

    static void readMoney(Fields basket, EventDraft draft) {
        draft.amount("value", basket.get("total_price"));
        draft.currency(basket.get("currency"));
        draft.amount("subtotal", basket.get("subtotal_price"));
        draft.amount("tax", basket.get("total_tax"));
        draft.amount("discount", basket.get("total_discounts"));
        draft.property("presentment_currency", Codes.currency(basket.text("presentment_currency")));
        List<Fields> coupons = basket.objects("discount_codes");
        if (!coupons.isEmpty()) {
            draft.property("coupon", coupons.getFirst().text("code"));
            draft.property(
                    "coupons",
                    coupons.stream()
                            .map(coupon -> coupon.text("code"))
                            .filter(code -> code != null)
                            .toList());
        }
        draft.property("products", ShopifyProducts.of(basket.objects("line_items")));
    }

    private static void readVisit(Fields basket, EventDraft draft) {
        Fields client = basket.object("client_details");
        draft.context("ip", client.has("browser_ip") ? client.text("browser_ip") : basket.text("browser_ip"));
        draft.context("user_agent", client.text("user_agent"));
        draft.context("landing_page", basket.text("landing_site"));
        draft.context("referrer", basket.text("referring_site"));
        draft.context("channel", basket.text("source_name"));
    }

    /** Storefront scripts see the token with a secret key behind it, webhooks mostly without; both mean one cart. */
    static @Nullable String cartToken(@Nullable String token) {
        if (token == null) {
            return null;
        }
        int key = token.indexOf("?key=");
        return key > 0 ? token.substring(0, key) : token;
    }

    private static boolean isSame(@Nullable String standard, @Nullable String raw) {
        return standard != null && raw != null && standard.equalsIgnoreCase(raw.strip());
    }

    private static @Nullable BigDecimal sum(List<Fields> lines) {
        BigDecimal sum = null;
        for (Fields line : lines) {
            BigDecimal price = Amounts.read(line.get("line_price"));
            if (price == null) {
                return null;
            }
            sum = sum == null ? price : sum.add(price);
        }
        return sum;
    }

    private static @Nullable Object currency(List<Fields> lines) {
        return lines.isEmpty()
                ? null
                : lines.getFirst().object("line_price_set").object("shop_money").get("currency_code");
    }
}
