package dev.tidegate.app.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Somebody who shops.
 *
 * @param agreed whether they agreed to get mail
 */
record Shopper(int number, boolean agreed) {
    private static final List<String> NAMES =
            List.of("Jo", "Ada", "Kim", "Noor", "Lena", "Ravi", "Mika", "Sol", "Ines", "Tomas");

    String firstName() {
        return NAMES.get(number % NAMES.size());
    }

    String email() {
        return firstName().toLowerCase(Locale.ROOT) + number + "@customers.example";
    }

    Map<String, Object> shopify() {
        return Map.of(
                "id",
                9_007_199_254_741_000L + number,
                "email",
                email(),
                "first_name",
                firstName(),
                "last_name",
                "Sample");
    }
}
