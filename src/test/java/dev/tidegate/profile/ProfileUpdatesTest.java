package dev.tidegate.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.ProfileCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileUpdatesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Profile NOBODY = Profile.empty(new ProfileId("p1"), NOON);

    @Test
    void an_event_names_the_customer() {
        Customer jo = new Customer("17", "shop", "Jo@shop.example", "+493012345", "a1");
        Profile profile = apply(NOBODY, event("page_viewed", NOON, jo, Map.of(), Map.of()));
        assertThat(profile.customerIds()).isEqualTo(Map.of("shop", "17"));
        assertThat(profile.emails()).containsExactly("jo@shop.example");
        assertThat(profile.phones()).containsExactly("+493012345");
        assertThat(profile.anonymousIds()).containsExactly("a1");
        assertThat(profile.version()).isEqualTo(1);
    }

    @Test
    void what_tells_nothing_new_is_no_new_version() {
        Event updated = event("customer_updated", NOON, mail("jo@shop.example"), Map.of("first_name", "Jo"), Map.of());
        Profile profile = apply(NOBODY, updated);
        assertThat(apply(profile, updated)).isSameAs(profile);
        assertThat(apply(NOBODY, event("email_delivered", NOON, Customer.unknown("shop"), Map.of(), Map.of())))
                .isSameAs(NOBODY);
    }

    @Test
    void the_newest_address_is_the_one_to_use_whatever_the_order_of_arrival() {
        Event older = event("page_viewed", NOON.minusSeconds(60), mail("old@shop.example"), Map.of(), Map.of());
        Event newer = event("page_viewed", NOON, mail("new@shop.example"), Map.of(), Map.of());
        assertThat(apply(NOBODY, older, newer).emails()).containsExactly("old@shop.example", "new@shop.example");
        assertThat(apply(NOBODY, newer, older).emails()).containsExactly("old@shop.example", "new@shop.example");
    }

    @Test
    void an_address_that_is_used_again_is_the_newest() {
        Profile profile = apply(
                NOBODY,
                event("page_viewed", NOON.minusSeconds(60), mail("a@shop.example"), Map.of(), Map.of()),
                event("page_viewed", NOON.minusSeconds(30), mail("b@shop.example"), Map.of(), Map.of()),
                event("page_viewed", NOON, mail("a@shop.example"), Map.of(), Map.of()));
        assertThat(profile.email()).isEqualTo("a@shop.example");
    }

    @Test
    void of_many_addresses_ten_are_kept() {
        Profile profile = NOBODY;
        for (int i = 0; i < 15; i++) {
            profile = apply(
                    profile,
                    event("page_viewed", NOON.minusSeconds(100 - i), mail(i + "@shop.example"), Map.of(), Map.of()));
        }
        assertThat(profile.emails()).hasSize(10).endsWith("14@shop.example").doesNotContain("4@shop.example");
    }

    @Test
    void a_second_customer_id_of_one_space_is_another_customers() {
        Profile profile = apply(
                NOBODY,
                event("page_viewed", NOON, new Customer("17", "shop", null, null, null), Map.of(), Map.of()),
                event("page_viewed", NOON, new Customer("18", "shop", null, null, null), Map.of(), Map.of()),
                event("page_viewed", NOON, new Customer("x", "crm", null, null, null), Map.of(), Map.of()));
        assertThat(profile.customerIds()).isEqualTo(Map.of("shop", "17", "crm", "x"));
    }

    @Test
    void an_older_name_never_replaces_a_newer_one() {
        Event newer = event("customer_updated", NOON, mail("jo@shop.example"), Map.of("last_name", "New"), Map.of());
        Event older = event(
                "customer_created",
                NOON.minusSeconds(60),
                mail("jo@shop.example"),
                Map.of("last_name", "Old", "first_name", "Jo"),
                Map.of());
        assertThat(apply(NOBODY, newer, older).fields()).isEqualTo(Map.of("last_name", "New", "first_name", "Jo"));
    }

    @Test
    void names_come_only_from_what_is_about_the_customer_and_the_locale_from_any_context() {
        Profile profile = apply(
                NOBODY,
                event(
                        "order_completed",
                        NOON,
                        mail("jo@shop.example"),
                        Map.of("first_name", "Gift"),
                        Map.of("locale", "de-DE")));
        assertThat(profile.fields()).isEqualTo(Map.of("locale", "de-DE"));
    }

    @Test
    void the_traits_speak_of_the_customer_whatever_the_event_is_about() {
        Map<String, Object> traits = Map.of("first_name", "Jo", "last_name", "Doe", "country", "DE");
        Profile profile = apply(
                NOBODY, event("order_completed", NOON, mail("jo@shop.example"), Map.of(), Map.of("traits", traits)));
        assertThat(profile.fields())
                .containsEntry("first_name", "Jo")
                .containsEntry("last_name", "Doe")
                .containsEntry("country", "DE");
    }

    @Test
    void the_country_is_that_of_an_address_when_nothing_else_tells_it() {
        Map<String, Object> to = Map.of("shipping_address", Map.of("country_code", "AT", "country", "Austria"));
        Map<String, Object> nowhere = Map.of("shipping_address", Map.of("country_code", "XX"));
        assertThat(apply(NOBODY, event("order_completed", NOON, mail("jo@shop.example"), to, Map.of()))
                        .fields())
                .containsEntry("country", "AT");
        assertThat(apply(NOBODY, event("order_completed", NOON, mail("jo@shop.example"), nowhere, Map.of()))
                        .fields())
                .doesNotContainKey("country");
    }

    @Test
    void a_time_zone_that_nobody_told_is_the_countrys_and_marked_so() {
        Profile profile = apply(NOBODY, customer(Map.of("country", "DE")));
        assertThat(profile.fields())
                .containsEntry("timezone", "Europe/Berlin")
                .containsEntry("timezone_from", "country");

        Profile moved = apply(profile, customer(Map.of("country", "PT")));
        assertThat(moved.fields()).doesNotContainKeys("timezone", "timezone_from");

        Profile told = apply(profile, customer(Map.of("timezone", "America/Chicago")));
        assertThat(apply(told, customer(Map.of("country", "FR"))).fields())
                .containsEntry("timezone", "America/Chicago")
                .containsEntry("timezone_from", "source");
    }

    @Test
    void what_is_no_time_zone_is_none() {
        assertThat(apply(NOBODY, customer(Map.of("timezone", "Mars/Olympus"))).fields())
                .isEmpty();
    }

    @Test
    void every_country_of_the_table_has_a_zone_that_exists() {
        for (String country : Locale.getISOCountries()) {
            CountryZones.of(country)
                    .ifPresent(zone ->
                            assertThat(CountryZones.isZone(zone)).as(country).isTrue());
        }
    }

    @Test
    void what_machines_open_and_click_does_not_count() {
        Profile profile = apply(
                NOBODY,
                event("email_opened", NOON, mail("jo@shop.example"), Map.of("bot", true), Map.of()),
                event("email_clicked", NOON, mail("jo@shop.example"), Map.of("bot", true), Map.of()),
                event("email_opened", NOON, mail("jo@shop.example"), Map.of("machine", true), Map.of()));

        assertThat(profile.engagement().opens(30, NOON)).isEqualTo(1);
        assertThat(profile.engagement().clicks(30, NOON)).isZero();
    }

    @Test
    void opens_and_clicks_are_counted_and_make_no_version() {
        Profile jo = apply(NOBODY, customer(Map.of("first_name", "Jo")));
        Profile profile = apply(
                jo,
                event("email_opened", NOON, mail("jo@shop.example"), Map.of(), Map.of()),
                event("email_opened", NOON.minus(Duration.ofDays(40)), mail("jo@shop.example"), Map.of(), Map.of()),
                event("email_clicked", NOON, mail("jo@shop.example"), Map.of(), Map.of()));
        assertThat(profile.engagement().opens(30, NOON)).isEqualTo(1);
        assertThat(profile.engagement().opens(90, NOON)).isEqualTo(2);
        assertThat(profile.engagement().clicks(30, NOON)).isEqualTo(1);
        assertThat(profile.version()).isEqualTo(jo.version());
        assertThat(ProfileCodec.decode(ProfileCodec.encode(profile))).isEqualTo(profile);
    }

    @Test
    void a_basket_is_counted_once_from_cart_to_order() {
        Map<String, Object> cart = Map.of("cart_token", "c1");
        Map<String, Object> checkout = Map.of("cart_token", "c1", "checkout_token", "k1");
        Profile profile = apply(
                NOBODY,
                event("cart_updated", NOON, mail("jo@shop.example"), cart, Map.of()),
                event("checkout_started", NOON, mail("jo@shop.example"), checkout, Map.of()),
                event("checkout_started", NOON, mail("jo@shop.example"), Map.of("checkout_token", "k2"), Map.of()));
        assertThat(profile.engagement().carts()).isEqualTo(2);
        assertThat(ProfileCodec.decode(ProfileCodec.encode(profile))).isEqualTo(profile);
    }

    @Test
    void orders_and_revenue_add_up_in_any_order() {
        Event first = order(NOON.minusSeconds(60), new BigDecimal("12.50"), "EUR");
        Event second = order(NOON, new BigDecimal("7.50"), "EUR");
        Event dollars = order(NOON.minusSeconds(30), 3L, "USD");
        Profile profile = apply(NOBODY, second, first, dollars);
        assertThat(profile.ordersCount()).isEqualTo(3);
        assertThat(profile.lastOrderAt()).isEqualTo(NOON);
        assertThat(profile.firstSeenAt()).isEqualTo(NOON.minusSeconds(60));
        assertThat(profile.lastSeenAt()).isEqualTo(NOON);
        assertThat(profile.revenue()).isEqualTo(Map.of("EUR", new BigDecimal("20.00"), "USD", new BigDecimal("3")));
    }

    @Test
    void an_absurd_amount_counts_as_none() {
        Profile profile = apply(NOBODY, order(NOON, new BigDecimal("1E+999999999"), "EUR"), order(NOON, 1L, "EUR"));
        assertThat(profile.revenue()).isEqualTo(Map.of("EUR", BigDecimal.ONE));
    }

    @Test
    void the_latest_consent_by_its_own_time_counts_and_a_refusal_beats_a_grant_of_the_same_moment() {
        Event granted = consent(ConsentState.GRANTED, NOON);
        Event denied = consent(ConsentState.DENIED, NOON.minusSeconds(60));
        assertThat(state(apply(NOBODY, granted, denied))).isEqualTo(ConsentState.GRANTED);
        assertThat(state(apply(NOBODY, denied, granted))).isEqualTo(ConsentState.GRANTED);
        Event deniedThen = consent(ConsentState.DENIED, NOON);
        assertThat(state(apply(NOBODY, granted, deniedThen))).isEqualTo(ConsentState.DENIED);
        assertThat(state(apply(NOBODY, deniedThen, granted))).isEqualTo(ConsentState.DENIED);
    }

    @Test
    void nothing_was_seen_later_than_now() {
        Profile profile = apply(
                NOBODY, event("page_viewed", NOON.plusSeconds(3600), mail("jo@shop.example"), Map.of(), Map.of()));
        assertThat(profile.lastSeenAt()).isEqualTo(NOON);
    }

    @Test
    void a_profile_is_stored_with_the_times_of_its_facts() {
        Profile profile = apply(
                NOBODY,
                event("customer_updated", NOON, mail("jo@shop.example"), Map.of("first_name", "Jo"), Map.of()),
                order(NOON, new BigDecimal("12.50"), "EUR"),
                consent(ConsentState.GRANTED, NOON));
        assertThat(ProfileCodec.decode(ProfileCodec.encode(profile))).isEqualTo(profile);
    }

    private static ConsentState state(Profile profile) {
        return requireNonNull(profile.consent().get(Channel.EMAIL)).state();
    }

    private static Profile apply(Profile profile, Event... events) {
        for (Event event : events) {
            profile = ProfileUpdates.apply(profile, event, NOON);
        }
        return profile;
    }

    private static Customer mail(String email) {
        return new Customer(null, "shop", email, null, null);
    }

    private static Event customer(Map<String, Object> properties) {
        return event("customer_updated", NOON, mail("jo@shop.example"), properties, Map.of());
    }

    private static Event order(Instant at, Object value, String currency) {
        return event(
                "order_completed", at, mail("jo@shop.example"), Map.of("value", value, "currency", currency), Map.of());
    }

    private static Event consent(ConsentState state, Instant at) {
        return event(
                "consent_updated",
                at,
                mail("jo@shop.example"),
                Map.of(),
                Map.of(),
                List.of(new ConsentChange(Channel.EMAIL, state, at)));
    }

    private static Event event(
            String type, Instant at, Customer customer, Map<String, Object> properties, Map<String, Object> context) {
        return event(type, at, customer, properties, context, List.of());
    }

    private static Event event(
            String type,
            Instant at,
            Customer customer,
            Map<String, Object> properties,
            Map<String, Object> context,
            List<ConsentChange> consents) {
        return new Event(
                EventId.of("shop", type + at), "shop", type, at, NOON, "s", customer, properties, context, consents);
    }
}
