package dev.tidegate.source.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.Placeholders;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardisingTest {
    @ParameterizedTest
    @CsvSource({
        "jo@shop.example, jo@shop.example",
        "Jo.Winter+News@SHOP.Example, Jo.Winter+News@shop.example",
        "o'hara@shop.example, o'hara@shop.example",
        "jo@sub-domain.shop.example, jo@sub-domain.shop.example",
        "jürgen@BÜCHER.example, jürgen@bücher.example",
        "a_b-c.d@1.example, a_b-c.d@1.example",
        "jo@xn--bcher-kva.example, jo@xn--bcher-kva.example"
    })
    void addresses_get_a_lower_case_domain(String typed, String standard) {
        assertThat(Emails.standardise(typed)).isEqualTo(standard);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "jo",
                "jo@",
                "@shop.example",
                "jo@shop",
                "jo@@shop.example",
                "jo shop@shop.example",
                "jo@shop..example",
                ".jo@shop.example",
                "jo.@shop.example",
                "j..o@shop.example",
                "jo@-shop.example",
                "jo@shop-.example",
                "jo@[203.0.113.9]",
                "jo@203.0.113.9",
                "\"jo\"@shop.example",
                "jo(comment)@shop.example",
                "jo@shop.example (comment)",
                "jo@shop.e",
                "jo@shop.example.",
                "Jo <jo@shop.example>",
                "jo@shop.example,a@b.example",
                "jo\u0000@shop.example",
                "jo\n@shop.example",
                "example string"
            })
    void what_no_customer_types_is_no_address(String typed) {
        assertThat(Emails.standardise(typed)).isNull();
    }

    @Test
    void addresses_have_a_longest_length() {
        assertThat(Emails.standardise("a".repeat(64) + "@shop.example")).isNotNull();
        assertThat(Emails.standardise("a".repeat(65) + "@shop.example")).isNull();
        assertThat(Emails.standardise("a@" + "b".repeat(63) + ".example")).isNotNull();
        assertThat(Emails.standardise("a@" + "b".repeat(64) + ".example")).isNull();
        assertThat(Emails.standardise("a@" + "b.".repeat(125) + "example")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "+49 (30) 123-4567, -, +49301234567",
                "030 1234567, DE, +49301234567",
                "0049 30 1234567, DE, +49301234567",
                "030 1234567, -, -",
                "(212) 555-2368, US, +12125552368",
                "12, DE, -",
                "+1 555-555-BILL, US, -",
                "example string, DE, -"
            },
            nullValues = "-")
    void phone_numbers_are_e164(String typed, String region, String standard) {
        assertThat(Phones.standardise(typed, region)).isEqualTo(standard);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T01:02:03Z, 2026-11-24T01:02:03Z",
        "2026-11-24T01:02:03.412+01:00, 2026-11-24T00:02:03.412Z",
        "2026-11-24T01:02:03.123456789123-0530, 2026-11-24T06:32:03.123456789Z",
        "2026-11-24 01:02:03.000Z, 2026-11-24T01:02:03Z",
        "2026-11-24T01:02:03, 2026-11-24T01:02:03Z",
        "2026-11-24T01:02+02, 2026-11-23T23:02:00Z",
        "2026-11-24T01:02:03+18:00, 2026-11-23T07:02:03Z",
        "2015-2-02T00:30:08.276Z, 2015-02-02T00:30:08.276Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
        "2024-02-29T00:00:00z, 2024-02-29T00:00:00Z",
        "1795482000, 2026-11-24T01:00:00Z",
        "1795482000123, 2026-11-24T01:00:00.123Z",
        "1795482000.5, 2026-11-24T01:00:00.500Z"
    })
    void times_are_read_with_any_offset_and_as_numbers(String written, Instant instant) {
        assertThat(Dates.read(written)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-24",
                "24.11.2026 01:02",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-24T24:00:00Z",
                "2026-11-24T01:60:00Z",
                "2026-11-24T01:02:61Z",
                "2026-11-24T01:02:03.Z",
                "2026-11-24T01:02:03+1",
                "2026-11-24T01:02:03Zulu",
                "2026-11-24T01:02:03+99:99",
                "2026-11-24T01:02:03+01:60",
                "2026-11-24T01:02:03+18:01",
                "2026-11-24T01:02:03-1900",
                "1969-12-31T23:59:59Z",
                "0001-01-01T00:00:00Z",
                "-5",
                "99999999999999999999",
                "+2026-11-24T01:02:03Z",
                "Tue, 24 Nov 2026 01:02:03 GMT",
                "9999-12-31T23:59:59-18:00"
            })
    void other_times_are_unreadable(String written) {
        assertThat(Dates.read(written)).isNull();
    }

    @Test
    void times_may_be_plain_numbers() {
        assertThat(Dates.read(1795482000L)).isEqualTo("2026-11-24T01:00:00Z");
        assertThat(Dates.read(new BigDecimal("1795482000.25"))).isEqualTo("2026-11-24T01:00:00.250Z");
        assertThat(Dates.read(Long.MAX_VALUE)).isNull();
        assertThat(Dates.read(-1L)).isNull();
        assertThat(Dates.read(true)).isNull();
    }

    @Test
    void amounts_keep_their_digits() {
        assertThat(Amounts.read("129.90")).isEqualTo(new BigDecimal("129.90"));
        assertThat(Amounts.read(" -0.10 ")).isEqualTo(new BigDecimal("-0.10"));
        assertThat(Amounts.read(20L)).isEqualTo(new BigDecimal("20"));
        assertThat(Amounts.read(new BigInteger("18446744073709551616")))
                .isEqualTo(new BigDecimal("18446744073709551616"));
        assertThat(Amounts.read(new BigDecimal("0.1"))).isEqualTo(new BigDecimal("0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1.", ".5", "1,50", "1e3", "1.2.3", "--1", "+1", "1 000", "NaN", "€5", "١٢"})
    void what_is_no_plain_decimal_is_no_amount(String text) {
        assertThat(Amounts.read(text)).isNull();
        assertThat(Amounts.read(true)).isNull();
        assertThat(Amounts.read("1".repeat(41))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "de, DE",
                "DEU, DE",
                "UK, GB",
                "usa, US",
                "Germany, DE",
                "united states, US",
                "Deutschland, -",
                "XX, -",
                "'', -"
            },
            nullValues = "-")
    void countries_are_alpha_2(String written, String code) {
        assertThat(Codes.country(written)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "Home & Garden, home_garden",
                "' Lamps ', lamps",
                "Apparel > Shoes/Boots, apparel_shoes_boots",
                "iPhone 15, iphone_15",
                "already_fine, already_fine",
                "Möbel & Küche, möbel_küche",
                "'Mo\u0308bel', möbel",
                "'हिन्दी किताबें', 'हिन्दी_किताबें'",
                "—, -",
                "'', -"
            },
            nullValues = "-")
    void category_labels_are_lower_case_with_underscores(String written, String label) {
        assertThat(Labels.canonical(written)).isEqualTo(label);
    }

    @Test
    void what_is_no_text_is_no_label_and_stays() {
        assertThat(Labels.canonical(7L)).isEqualTo(7L);
        assertThat(Labels.canonical(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"eur, EUR", "' usd ', USD", "XXX, -", "euro, -", "example string, -"},
            nullValues = "-")
    void currencies_are_iso_4217(String written, String code) {
        assertThat(Codes.currency(written)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"de, de", "de_AT, de-AT", "en-us, en-US", "example string, -", "'', -"},
            nullValues = "-")
    void locales_are_language_tags(String written, String tag) {
        assertThat(Codes.locale(written)).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "null", "NULL", "undefined", "guest", "Guest"})
    void placeholders_name_nobody(String text) {
        assertThat(Placeholders.BUILT_IN.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"N/A", "test", "guest", "kein Kunde"})
    void more_placeholders_can_be_named(String text) {
        assertThat(Placeholders.BUILT_IN
                        .and(List.of(" n/a", "TEST", "Kein Kunde"))
                        .isOne(text))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "guests", "1", "none of these"})
    void other_texts_may_be_names(String text) {
        assertThat(Placeholders.BUILT_IN.isOne(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "order_completed, order_completed",
        "Order Completed, order_completed",
        "order.completed, order_completed",
        "orderCompleted, order_completed",
        "ORDER-COMPLETED, order_completed",
        "HTTPServerError, http_server_error",
        "step2Done, step2_done",
        "__a__b__, a_b",
        "Größe, gr_e"
    })
    void event_types_are_lower_case_with_underscores(String name, String type) {
        assertThat(EventTypes.canonical(name)).isEqualTo(type);
        assertThat(EventTypes.isWellFormed(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2nd", "_a", "A", "a b", "a-b", "ä"})
    void other_names_are_no_types(String name) {
        assertThat(EventTypes.isWellFormed(name)).isFalse();
    }

    @Test
    void event_types_have_a_longest_length() {
        assertThat(EventTypes.isWellFormed("a".repeat(64))).isTrue();
        assertThat(EventTypes.isWellFormed("a".repeat(65))).isFalse();
    }
}
