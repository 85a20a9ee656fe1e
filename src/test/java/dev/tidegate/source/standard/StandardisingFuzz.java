package dev.tidegate.source.standard;

import dev.tidegate.fuzz.FuzzTarget;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dates, amounts, e-mail addresses, phone numbers and codes as somebody has typed them: what is standard stays as it is. */
public final class StandardisingFuzz implements FuzzTarget {
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    @Override
    public void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        date(text);
        amount(text);
        String email = Emails.standardise(text.strip());
        if (email != null) {
            same(email, Emails.standardise(email));
        }
        phone(text, null);
        phone(text, "DE");
        phone(text, "US");
        same(Codes.country(text), standard(Codes.country(text), Codes::country));
        same(Codes.currency(text), standard(Codes.currency(text), Codes::currency));
        same(Codes.locale(text), standard(Codes.locale(text), Codes::locale));
        String type = EventTypes.canonical(text);
        if (EventTypes.isWellFormed(type)) {
            same(type, EventTypes.canonical(type));
        }
        var unused = Consents.state(text);
    }

    private static void phone(String text, @Nullable String region) {
        String phone = Phones.standardise(text.strip(), region);
        if (phone != null) {
            same(phone, Phones.standardise(phone, null));
        }
    }

    private static void date(String text) {
        Instant instant = Dates.read(text);
        if (instant == null) {
            return;
        }
        if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(YEAR_10000)) {
            throw new AssertionError("a time out of range");
        }
        same(instant, Dates.read(instant.toString()));
        try {
            Instant expected = OffsetDateTime.parse(text.strip()).toInstant();
            same(instant, expected);
        } catch (DateTimeException aFormThatJavaHasNot) {
            // much is read that is no ISO-8601 to the letter
        }
    }

    private static void amount(String text) {
        BigDecimal amount = Amounts.read(text);
        if (amount != null) {
            same(amount, Amounts.read(amount.toPlainString()));
        }
    }

    private static @Nullable String standard(@Nullable String value, Function<String, @Nullable String> again) {
        return value == null ? null : again.apply(value);
    }

    private static void same(@Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            throw new AssertionError(one + " is not " + other);
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "2026-11-24T01:02:03.412+01:00",
                        "2026-1-4 01:02Z",
                        "1795483803",
                        "1795483803412",
                        "-12.50",
                        "Jo.Winter+tag@Lampenladen.EXAMPLE",
                        "j\u00f6@l\u00e4den.example",
                        "+49 (0)30 123-456",
                        "001 212 555 0100 ext. 7",
                        "Germany",
                        "eur",
                        "de_DE.UTF-8",
                        "zh-Hant-TW",
                        "Order Completed",
                        "com.example.order/completed-v2")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
