package dev.tidegate.console;

import dev.tidegate.redis.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** By what an operator looks for a customer. */
record ProfileQuery(List<Identifier> identifiers) {
    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final String CUSTOMER_ID = "customer_id";

    /**
     * Reads the query of a call; empty unless exactly one of the three is asked for.
     *
     * @param idSpaces in which a customer id without a space may be meant
     */
    static Optional<ProfileQuery> of(ApiCall call, Set<String> idSpaces) {
        Optional<List<Identifier>> email = call.parameter(EMAIL).map(text -> List.of(Identifier.email(email(text))));
        Optional<List<Identifier>> phone = call.parameter(PHONE).map(text -> List.of(Identifier.phone(phone(text))));
        Optional<List<Identifier>> customer = call.parameter(CUSTOMER_ID).map(text -> customer(text, idSpaces));
        List<List<Identifier>> asked = List.of(email, phone, customer).stream()
                .flatMap(Optional::stream)
                .toList();
        return asked.size() == 1 ? Optional.of(new ProfileQuery(asked.getFirst())) : Optional.empty();
    }

    /** A plus that was not encoded has become a space on the way. */
    private static String email(String text) {
        return text.strip().replace(' ', '+').toLowerCase(Locale.ROOT);
    }

    private static String phone(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return "+" + (digits.startsWith("00") ? digits.substring(2) : digits);
    }

    /** An id may hold a colon itself, so it is looked for in both ways. */
    private static List<Identifier> customer(String text, Set<String> idSpaces) {
        Set<Identifier> all = new LinkedHashSet<>();
        int colon = text.indexOf(':');
        if (colon > 0) {
            all.add(Identifier.customerId(text.substring(0, colon), text.substring(colon + 1)));
        }
        idSpaces.forEach(space -> all.add(Identifier.customerId(space, text)));
        return List.copyOf(all);
    }
}
