package dev.tidegate.source.stripe;

import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts, which Stripe tells in the smallest unit of their currency as Stripe counts it. */
final class StripeMoney {
    /** Stripe's own list: not quite that of ISO 4217. It counts the króna and Uganda's shilling in hundredths. */
    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private static final Set<String> WITH_THREE = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeMoney() {}

    /** The amount in whole units, or null if it is none or of no currency. */
    static @Nullable BigDecimal of(@Nullable Object minor, @Nullable String currency) {
        if (!(minor instanceof Long amount) || currency == null) {
            return null;
        }
        String code = currency.toUpperCase(Locale.ROOT);
        int decimals = WITHOUT_DECIMALS.contains(code) ? 0 : WITH_THREE.contains(code) ? 3 : 2;
        return BigDecimal.valueOf(amount, decimals);
    }

    static void read(String property, Fields of, String field, @Nullable String currency, EventDraft draft) {
        if (of.has(field)) {
            BigDecimal amount = of(of.get(field), currency);
            if (amount == null) {
                draft.leftOut(property);
            } else {
                draft.property(property, amount);
            }
        }
    }
}
