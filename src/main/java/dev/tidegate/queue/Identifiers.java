package dev.tidegate.queue;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.redis.Identifier;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event's customer can be found by.
 *
 * @param strong name the customer: customer id, e-mail, phone, in this order of weight
 * @param weak name a browser or a basket: anonymous id, checkout token, cart token
 * @param kinds what each of them is
 */
record Identifiers(List<Identifier> strong, List<Identifier> weak, Map<Identifier, String> kinds) {
    /** Properties that name a basket; carts of a store carry nothing else. */
    private static final List<String> BASKET_TOKENS = List.of("checkout_token", "cart_token");

    static Identifiers of(Event event) {
        Customer customer = event.customer();
        if (customer.profile() != null) {
            return new Identifiers(List.of(), List.of(), Map.of());
        }
        Map<Identifier, String> strong = new LinkedHashMap<>();
        if (customer.customerId() != null) {
            strong.put(Identifier.customerId(customer.idSpace(), customer.customerId()), "customer_id");
        }
        if (customer.email() != null) {
            strong.put(Identifier.email(customer.email().toLowerCase(Locale.ROOT)), "email");
        }
        if (customer.phone() != null) {
            strong.put(Identifier.phone(customer.phone()), "phone");
        }
        Map<Identifier, String> weak = new LinkedHashMap<>();
        if (customer.anonymousId() != null) {
            weak.put(Identifier.anonymousId(customer.idSpace(), customer.anonymousId()), "anonymous_id");
        }
        for (String property : BASKET_TOKENS) {
            switch (event.properties().get(property)) {
                case String text when !text.isEmpty() -> weak.put(Identifier.token(property, text), property);
                case Long number -> weak.put(Identifier.token(property, number.toString()), property);
                case BigDecimal number -> weak.put(Identifier.token(property, number.toPlainString()), property);
                case null, default -> {}
            }
        }
        Map<Identifier, String> kinds = new HashMap<>(strong);
        kinds.putAll(weak);
        return new Identifiers(List.copyOf(strong.keySet()), List.copyOf(weak.keySet()), kinds);
    }

    /** The one that decides, null if there is none. */
    @Nullable
    Identifier weightiest() {
        if (!strong.isEmpty()) {
            return strong.getFirst();
        }
        return weak.isEmpty() ? null : weak.getFirst();
    }

    /** What kind of identifier it is, for people. */
    String kindOf(Identifier identifier) {
        return kinds.getOrDefault(identifier, "customer");
    }
}
