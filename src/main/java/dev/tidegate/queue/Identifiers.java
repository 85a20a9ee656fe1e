package dev.tidegate.queue;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.redis.Identifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an event's customer can be found by.
 *
 * @param strong name the customer: customer id, e-mail, phone, in this order of weight
 * @param weak name a browser or a basket: anonymous id, checkout token, cart token
 */
record Identifiers(List<Identifier> strong, List<Identifier> weak) {
    /** Properties that name a basket; carts of a store carry nothing else. */
    private static final List<String> BASKET_TOKENS = List.of("checkout_token", "cart_token");

    static Identifiers of(Event event) {
        Customer customer = event.customer();
        if (customer.profile() != null) {
            return new Identifiers(List.of(), List.of());
        }
        List<Identifier> strong = new ArrayList<>(3);
        if (customer.customerId() != null) {
            strong.add(Identifier.customerId(customer.idSpace(), customer.customerId()));
        }
        if (customer.email() != null) {
            strong.add(Identifier.email(customer.email().toLowerCase(Locale.ROOT)));
        }
        if (customer.phone() != null) {
            strong.add(Identifier.phone(customer.phone()));
        }
        List<Identifier> weak = new ArrayList<>(3);
        if (customer.anonymousId() != null) {
            weak.add(Identifier.anonymousId(customer.idSpace(), customer.anonymousId()));
        }
        for (String property : BASKET_TOKENS) {
            switch (event.properties().get(property)) {
                case String text when !text.isEmpty() -> weak.add(Identifier.token(property, text));
                case Long number -> weak.add(Identifier.token(property, number.toString()));
                case BigDecimal number -> weak.add(Identifier.token(property, number.toPlainString()));
                case null, default -> {}
            }
        }
        return new Identifiers(strong, weak);
    }
}
