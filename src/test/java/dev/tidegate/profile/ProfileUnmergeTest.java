package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.redis.Identifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileUnmergeTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-07-01T00:00:00Z");

    private static Profile profile(
            String id, Map<String, String> customerIds, List<String> emails, Map<String, Object> fields, Instant told) {
        return new Profile(
                new ProfileId(id),
                told,
                customerIds,
                emails,
                List.of(),
                List.of("browser-" + id),
                fields,
                Map.of("first_name", told, "email", told),
                Map.of(Channel.EMAIL, new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, told)),
                2,
                Map.of("EUR", new BigDecimal("10.10")),
                told,
                told,
                told,
                Engagement.NONE.opened(told).basket(id),
                7);
    }

    private static Profile survivor() {
        return profile("older", Map.of("shop", "1"), List.of("a@x.example"), Map.of("first_name", "Jo"), EARLY);
    }

    private static Profile merged() {
        return profile(
                "younger",
                Map.of("crm", "9"),
                List.of("b@x.example"),
                Map.of("first_name", "Joanna", "locale", "de"),
                LATE);
    }

    private static Joining joining(Profile before, Set<String> led) {
        return new Joining(LATE, before, merged(), led, Set.of());
    }

    private static Profile told(Profile profile, String type, Map<String, Object> properties) {
        Event event = new Event(
                EventId.of("shop", "1"),
                "shop",
                type,
                LATER,
                LATER,
                "1",
                new Customer("1", "shop", null, null, null),
                properties,
                Map.of(),
                List.of());
        return ProfileUpdates.apply(profile, event, LATER);
    }

    @Test
    void an_unmerged_profile_is_as_it_was_but_for_its_version() {
        Profile one = ProfileMerge.merge(survivor(), merged());

        Profile again = ProfileUnmerge.part(one, joining(survivor(), Set.of()));

        assertThat(again).isEqualTo(survivor().withVersion(9));
    }

    @Test
    void what_an_event_has_told_since_stands() {
        Profile one = ProfileMerge.merge(survivor(), merged());
        Profile later = told(
                told(one, "customer_updated", Map.of("first_name", "Joanna", "locale", "fr")),
                "order_completed",
                Map.of("value", new BigDecimal("5.00"), "currency", "EUR"));

        Profile again = ProfileUnmerge.part(later, joining(survivor(), Set.of()));

        assertThat(again.fields()).containsEntry("first_name", "Joanna").containsEntry("locale", "fr");
        assertThat(again.ordersCount()).isEqualTo(3);
        assertThat(again.revenue()).isEqualTo(Map.of("EUR", new BigDecimal("15.10")));
        assertThat(again.lastOrderAt()).isEqualTo(LATER);
        assertThat(again.emails()).containsExactly("a@x.example");
    }

    @Test
    void an_address_that_led_to_the_other_goes_even_if_the_causing_event_had_told_it_before() {
        Profile before = profile(
                "older",
                Map.of("shop", "1", "crm", "9"),
                List.of("a@x.example", "b@x.example"),
                Map.of("first_name", "Jo"),
                EARLY);
        Profile one = ProfileMerge.merge(before, merged());
        Set<String> led = Set.of(
                Identifier.email("b@x.example").digest(),
                Identifier.customerId("crm", "9").digest());

        Profile parted = ProfileUnmerge.part(one, joining(before, led));
        Profile shared = ProfileUnmerge.part(one, joining(before, Set.of()));

        assertThat(parted.emails()).containsExactly("a@x.example");
        assertThat(parted.customerIds()).isEqualTo(Map.of("shop", "1"));
        assertThat(shared.emails()).contains("b@x.example");
    }

    @Test
    void a_joining_is_read_as_it_was_written() {
        Joining joining = new Joining(LATE, survivor(), merged(), Set.of("d"), Set.of(new ProfileId("third")));

        assertThat(JoiningCodec.decode(JoiningCodec.encode(joining))).isEqualTo(joining);
    }
}
