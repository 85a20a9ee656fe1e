package dev.tidegate.queue;

import static dev.tidegate.queue.QueueStation.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.support.VertxForTests;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeIT extends ToldStation {
    @Override
    Duration cartWait() {
        return Duration.ofMillis(1_500);
    }

    @Test
    void two_profiles_that_one_event_names_become_one_and_the_older_one_stays() {
        Event first = tell("order_completed", customer("c1", null, null), order("10.50"));
        Event second = tell("order_completed", customer(null, JO, null), order("20.00"));
        ProfileId older = profileOf(first).orElseThrow();
        ProfileId younger = profileOf(second).orElseThrow();
        await().untilAsserted(() -> assertThat(now(younger).ordersCount()).isEqualTo(1));

        Event both = tell("order_completed", customer("c1", JO, null), order("1.00"));

        assertThat(profileOf(both)).contains(older);
        await().untilAsserted(() -> assertThat(now(younger).id()).isEqualTo(older));
        await().untilAsserted(() -> assertThat(now(older).ordersCount()).isEqualTo(3));
        Profile one = now(older);
        assertThat(one.customerIds()).isEqualTo(Map.of("shop", "c1"));
        assertThat(one.emails()).containsExactly(JO);
        assertThat(one.revenue()).isEqualTo(Map.of("EUR", new BigDecimal("31.50")));
        List<ProfileVersion> history = VertxForTests.call(station.context, () -> profiles.history(older));
        assertThat(history)
                .filteredOn(version -> version.source().equals("merge"))
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.event()).isEqualTo(both.id());
                    assertThat(version.changes().getFirst().to()).isEqualTo(younger.value() + " by email");
                });
    }

    @Test
    void what_comes_later_under_an_identifier_of_either_counts_for_the_one() {
        ProfileId older = profileOf(tell("page_viewed", customer("c1", null, null), Map.of()))
                .orElseThrow();
        ProfileId younger = profileOf(tell("page_viewed", customer(null, JO, null), Map.of()))
                .orElseThrow();
        tell("page_viewed", customer("c1", JO, null), Map.of());
        await().untilAsserted(() -> assertThat(now(younger).id()).isEqualTo(older));

        for (int i = 0; i < 5; i++) {
            tell("order_completed", customer(null, JO, null), order("1.00"));
            tell("order_completed", customer("c1", null, null), order("1.00"));
        }

        await().untilAsserted(() -> assertThat(now(older).ordersCount()).isEqualTo(10));
    }

    @Test
    void what_a_browser_did_joins_the_customer_who_turns_out_to_use_it() {
        Event known = tell("customer_created", customer("c1", JO, null), Map.of());
        tell("checkout_started", customer(null, null, "browser"), Map.of("checkout_token", "t1"));
        await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));

        tell("page_viewed", customer("c1", null, "browser"), Map.of());

        await().untilAsserted(() -> assertThat(station.decided).contains("cart fired"));
        assertThat(station.released).singleElement().satisfies(message -> {
            assertThat(message.profile()).isEqualTo(profileOf(known).orElseThrow());
            assertThat(message.address()).isEqualTo(JO);
        });
    }

    @Test
    void another_person_on_a_browser_that_was_merged_is_another_customer() {
        tell("page_viewed", customer(null, null, "browser"), Map.of());
        ProfileId jo = profileOf(tell("customer_created", customer("c1", JO, null), Map.of()))
                .orElseThrow();
        Event login = tell("page_viewed", customer("c1", JO, "browser"), Map.of());
        ProfileId one = profileOf(login).orElseThrow();
        await().untilAsserted(() -> assertThat(now(jo).id()).isEqualTo(now(one).id()));
        await().untilAsserted(() -> assertThat(now(jo).emails()).containsExactly(JO));

        ProfileId fresh = profileOf(tell("page_viewed", customer(null, "al@shop.example", "browser"), Map.of()))
                .orElseThrow();
        ProfileId second = profileOf(tell("page_viewed", customer("c2", "bo@shop.example", "browser"), Map.of()))
                .orElseThrow();

        await().untilAsserted(() -> assertThat(now(fresh).emails()).containsExactly("al@shop.example"));
        await().untilAsserted(() -> assertThat(now(second).emails()).containsExactly("bo@shop.example"));
        assertThat(now(jo).emails()).containsExactly(JO);
    }

    @Test
    void two_accounts_with_one_address_stay_apart_even_when_they_come_together() {
        Event[] burst = new Event[6];
        for (int i = 0; i < burst.length; i++) {
            String id = "b" + i;
            burst[i] = new Event(
                    EventId.of("shop", id),
                    "shop",
                    "order_completed",
                    START,
                    Instant.ofEpochMilli(System.currentTimeMillis()),
                    id,
                    customer(i % 2 == 0 ? "c1" : "c2", JO, null),
                    order("1.00"),
                    Map.of(),
                    List.of());
        }
        station.store(burst);
        for (Event event : burst) {
            await().until(() -> profileOf(event).isPresent());
        }

        ProfileId first = profileOf(burst[0]).orElseThrow();
        ProfileId second = profileOf(burst[1]).orElseThrow();
        assertThat(first).isNotEqualTo(second);
        await().untilAsserted(() -> assertThat(now(first).ordersCount()).isEqualTo(3));
        await().untilAsserted(() -> assertThat(now(second).ordersCount()).isEqualTo(3));
    }

    @Test
    void an_order_of_the_customer_cancels_what_the_browser_began() {
        tell("customer_created", customer("c1", JO, null), Map.of());
        tell("checkout_started", customer(null, null, "browser"), Map.of());
        await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));

        tell("order_completed", customer("c1", null, "browser"), order("1.00"));

        await().untilAsserted(() -> assertThat(station.decided).contains("cart cancelled"));
        assertThat(station.released).isEmpty();
    }

    @Test
    void a_message_of_the_merged_profile_is_withdrawn_where_it_lies() {
        tell("page_viewed", customer("c1", null, null), Map.of());
        ProfileId merged = profileOf(tell("checkout_started", customer(null, JO, null), Map.of()))
                .orElseThrow();
        await().untilAsserted(() -> assertThat(station.released).hasSize(1));
        tell("page_viewed", customer("c1", JO, null), Map.of());
        await().untilAsserted(() -> assertThat(now(merged).id()).isNotEqualTo(merged));

        tell("order_completed", customer("c1", null, null), order("1.00"));

        String message = station.released.getFirst().id().value();
        await().untilAsserted(
                        () -> assertThat(station.withdrawnIn).contains(merged.partition(PARTITIONS) + " " + message));
    }

    @Test
    void the_mark_of_a_merged_browser_expires_and_that_of_a_customer_does_not() {
        tell("customer_created", customer("c1", null, null), Map.of());
        ProfileId browser = profileOf(tell("page_viewed", customer(null, null, "browser"), Map.of()))
                .orElseThrow();
        ProfileId other = profileOf(tell("page_viewed", customer(null, JO, null), Map.of()))
                .orElseThrow();
        tell("page_viewed", customer("c1", JO, "browser"), Map.of());
        await().untilAsserted(() -> assertThat(now(browser).id()).isNotEqualTo(browser));
        await().untilAsserted(() -> assertThat(now(other).id()).isNotEqualTo(other));

        await().untilAsserted(() -> assertThat(lifetime(browser)).isBetween(Duration.ofDays(59), Duration.ofDays(60)));
        await().untilAsserted(() -> assertThat(lifetime(other)).isNegative());
    }

    private Duration lifetime(ProfileId mark) {
        String key = station.keys.lineage(mark.partition(PARTITIONS), mark).name();
        return Duration.ofMillis(Long.parseLong(server.cli("PTTL", key)));
    }

    @Test
    void two_customer_ids_of_one_space_stay_two_customers_whatever_else_they_share() {
        ProfileId one = profileOf(tell("page_viewed", customer("c1", JO, null), Map.of()))
                .orElseThrow();
        await().untilAsserted(() -> assertThat(now(one).customerIds()).containsEntry("shop", "c1"));
        ProfileId other = profileOf(tell("page_viewed", customer("c2", JO, null), Map.of()))
                .orElseThrow();

        assertThat(other).isNotEqualTo(one);
        await().untilAsserted(() -> assertThat(now(other).customerIds()).containsEntry("shop", "c2"));
        assertThat(profileOf(tell("page_viewed", customer("c1", JO, null), Map.of())))
                .contains(one);
        assertThat(profileOf(tell("page_viewed", customer("c2", JO, null), Map.of())))
                .contains(other);
        assertThat(now(one).id()).isEqualTo(one);
        assertThat(now(other).id()).isEqualTo(other);
    }

    @Test
    void a_cooldown_of_either_profile_counts_for_both() {
        tell("checkout_started", customer("c1", "c1@shop.example", null), Map.of());
        await().untilAsserted(() -> assertThat(station.decided).contains("cart fired"));
        tell("page_viewed", customer(null, null, "browser"), Map.of());
        tell("page_viewed", customer("c1", null, "browser"), Map.of());
        tell("checkout_started", customer(null, null, "browser"), Map.of());

        await().untilAsserted(() -> assertThat(station.decided).contains("cart cooldown"));
        assertThat(station.released).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-merge-mark", "after-merge-sent", "before-commit", "after-commit"})
    void a_merge_that_dies_on_the_way_is_carried_out_once(String crashPoint) {
        ProfileId older = profileOf(tell("order_completed", customer("c1", null, null), order("1.00")))
                .orElseThrow();
        ProfileId younger = profileOf(tell("order_completed", customer(null, JO, null), order("1.00")))
                .orElseThrow();
        await().untilAsserted(() -> assertThat(now(younger).ordersCount()).isEqualTo(1));
        deaths.put(crashPoint, 3);

        tell("order_completed", customer("c1", JO, null), order("1.00"));
        tell("order_completed", customer(null, JO, null), order("1.00"));

        await().untilAsserted(() -> assertThat(now(younger).id()).isEqualTo(older));
        await().untilAsserted(() -> assertThat(now(older).ordersCount()).isEqualTo(4));
        assertThat(now(older).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("4.00")));
        assertThat(deaths.get(crashPoint)).as("deaths that were left").isLessThan(3);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(server.cli("XLEN", station.keys.partition(partition).name()))
                    .isEqualTo("0");
        }
    }

    @Test
    void many_profiles_of_one_customer_end_up_as_one() {
        Set<ProfileId> all = new HashSet<>();
        List<Customer> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Customer part = i % 2 == 0
                    ? customer(null, "jo" + i + "@shop.example", null)
                    : new Customer("id", "space" + i, null, null, null);
            parts.add(part);
            all.add(profileOf(tell("order_completed", part, order("1.00"))).orElseThrow());
        }
        assertThat(all).hasSize(6);
        for (int i = 0; i + 1 < parts.size(); i++) {
            Customer a = parts.get(i);
            Customer b = parts.get(i + 1);
            String id = a.customerId() != null ? a.customerId() : b.customerId();
            String space = a.customerId() != null ? a.idSpace() : b.idSpace();
            String email = a.email() != null ? a.email() : b.email();
            tell("page_viewed", new Customer(id, space, email, null, null), Map.of());
        }

        await().untilAsserted(() ->
                assertThat(all.stream().map(id -> now(id).id()).distinct()).hasSize(1));
        ProfileId one = now(all.iterator().next()).id();
        await().untilAsserted(() -> assertThat(now(one).ordersCount()).isEqualTo(6));
        assertThat(now(one).emails()).hasSize(3);
        assertThat(now(one).customerIds()).hasSize(3);
    }
}
