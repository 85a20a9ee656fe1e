package dev.tidegate.profile;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of the person: in its traits, which speak of the customer whatever the event is about, and among the
 * properties only of an event that is about the customer; an order's {@code first_name} may be that of the one who gets it.
 */
final class PersonFacts {
    private static final List<String> NAMES = List.of("first_name", "last_name");
    private static final List<String> ADDRESSES = List.of("shipping_address", "billing_address", "address");
    private static final List<String> COUNTRY_NAMES = List.of("country_code", "country");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String LOCALE = "locale";
    private static final String COUNTRY = "country";
    private static final String TIMEZONE = "timezone";

    private final Event event;
    private final Map<?, ?> traits;
    private final boolean aboutCustomer;

    PersonFacts(Event event) {
        this.event = event;
        this.traits = event.context().get("traits") instanceof Map<?, ?> told ? told : Map.of();
        this.aboutCustomer =
                event.type().equals(EventTypes.CUSTOMER_CREATED) || event.type().equals(EventTypes.CUSTOMER_UPDATED);
    }

    /** Hands over each fact that is told, under its name in the contract. */
    void tell(BiConsumer<String, String> fact) {
        for (String name : NAMES) {
            tell(name, first(property(name), traits.get(name)), fact);
        }
        tell(LOCALE, first(property(LOCALE), event.context().get(LOCALE), traits.get(LOCALE)), fact);
        tell(COUNTRY, country(), fact);
        Object zone = first(property(TIMEZONE), event.context().get(TIMEZONE), traits.get(TIMEZONE));
        if (zone instanceof String text && CountryZones.isZone(text)) {
            fact.accept(TIMEZONE, text);
        }
    }

    private @Nullable Object country() {
        Object told = first(property(COUNTRY), traits.get(COUNTRY));
        for (String address : ADDRESSES) {
            if (told == null && event.properties().get(address) instanceof Map<?, ?> place) {
                told = COUNTRY_NAMES.stream()
                        .map(place::get)
                        .filter(code -> code instanceof String text && COUNTRIES.contains(text))
                        .findFirst()
                        .orElse(null);
            }
        }
        return told;
    }

    private @Nullable Object property(String name) {
        return aboutCustomer ? event.properties().get(name) : null;
    }

    private static void tell(String name, @Nullable Object value, BiConsumer<String, String> fact) {
        if (value instanceof String text) {
            fact.accept(name, text);
        }
    }

    private static @Nullable Object first(@Nullable Object... values) {
        for (Object value : values) {
            if (value instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }
}
