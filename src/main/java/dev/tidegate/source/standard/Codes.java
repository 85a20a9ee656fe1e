package dev.tidegate.source.standard;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codes of countries, currencies and languages. */
public final class Codes {
    private static final Map<String, String> COUNTRIES = countries();
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** ISO 4217's code for 'no currency', which providers write where they know none. */
    private static final String NO_CURRENCY = "XXX";

    private static final int LONGEST_LOCALE = 35;

    private Codes() {}

    /** ISO 3166-1 alpha-2 for an alpha-2 or alpha-3 code or the English name, in any case, or null. */
    public static @Nullable String country(@Nullable String text) {
        return text == null ? null : COUNTRIES.get(text.strip().toUpperCase(Locale.ROOT));
    }

    /** The ISO 4217 code in upper case, or null. */
    public static @Nullable String currency(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String code = text.strip().toUpperCase(Locale.ROOT);
        return CURRENCIES.contains(code) && !code.equals(NO_CURRENCY) ? code : null;
    }

    /** A language tag such as {@code de-AT} for what may have been written {@code de_at}, or null. */
    public static @Nullable String locale(@Nullable String text) {
        if (text == null || text.length() > LONGEST_LOCALE) {
            return null;
        }
        if (isUsualTag(text)) {
            return text;
        }
        Locale locale = Locale.forLanguageTag(text.strip().replace('_', '-'));
        return locale.getLanguage().isEmpty() ? null : locale.toLanguageTag();
    }

    /** {@code de} or {@code de-AT}, which most senders write and which need no change. */
    private static boolean isUsualTag(String text) {
        return text.length() == 2 && isLower(text, 0)
                || text.length() == 5 && isLower(text, 0) && text.charAt(2) == '-' && isUpper(text, 3);
    }

    private static boolean isLower(String text, int at) {
        return text.charAt(at) >= 'a'
                && text.charAt(at) <= 'z'
                && text.charAt(at + 1) >= 'a'
                && text.charAt(at + 1) <= 'z';
    }

    private static boolean isUpper(String text, int at) {
        return text.charAt(at) >= 'A'
                && text.charAt(at) <= 'Z'
                && text.charAt(at + 1) >= 'A'
                && text.charAt(at + 1) <= 'Z';
    }

    private static Map<String, String> countries() {
        Map<String, String> countries = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            countries.put(code, code);
            countries.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
            String alpha3 = alpha3(code);
            if (alpha3 != null) {
                countries.put(alpha3, code);
            }
        }
        countries.put("UK", "GB"); // reserved for it by ISO 3166
        return Map.copyOf(countries);
    }

    private static @Nullable String alpha3(String code) {
        try {
            return Locale.of("", code).getISO3Country();
        } catch (MissingResourceException e) {
            return null; // there is none
        }
    }
}
