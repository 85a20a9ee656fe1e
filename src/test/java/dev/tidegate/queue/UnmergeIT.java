package dev.tidegate.queue;

import static dev.tidegate.queue.QueueStation.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.profile.UnmergeEvent;
import dev.tidegate.support.VertxForTests;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnmergeIT extends ToldStation {
    private static final String AL = "al@shop.example";

    private ProfileId jo;
    private ProfileId al;

    @Override
    Duration cartWait() {
        return Duration.ofMillis(300);
    }

    /** Jo, who has a customer id, is the older; an order with both addresses makes Al's profile Jo's. */
    @BeforeEach
    void tellOfJoAndAl() {
        jo = profileOf(tell("order_completed", customer("c1", JO, null), order("10.00")))
                .orElseThrow();
        al = profileOf(tell("order_completed", customer(null, AL, "als-browser"), order("5.00")))
                .orElseThrow();
        await().untilAsserted(() -> assertThat(now(al).ordersCount()).isEqualTo(1));
        tell("order_completed", customer("c1", AL, null), order("1.00"));
        await().untilAsserted(() -> assertThat(now(jo).ordersCount()).isEqualTo(3));
        assertThat(now(al).id()).isEqualTo(jo);
    }

    @CanIgnoreReturnValue
    private Event unmerge() {
        Event order = UnmergeEvent.of(jo, al, List.of("shop"), Instant.ofEpochMilli(System.currentTimeMillis()));
        station.store(order);
        await().untilAsserted(() -> assertThat(now(al).id()).isEqualTo(al));
        await().untilAsserted(() -> assertThat(now(jo).emails()).containsExactly(JO));
        return order;
    }

    private List<ProfileVersion> history(ProfileId id) {
        return VertxForTests.call(station.context, () -> profiles.history(id));
    }

    @Test
    void an_unmerged_profile_has_what_it_brought_and_the_other_one_has_not() {
        unmerge();

        assertThat(now(al).emails()).containsExactly(AL);
        assertThat(now(al).anonymousIds()).containsExactly("als-browser");
        assertThat(now(al).ordersCount()).isEqualTo(1);
        assertThat(now(al).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("5.00")));
        assertThat(now(jo).customerIds()).isEqualTo(Map.of("shop", "c1"));
        assertThat(now(jo).anonymousIds()).isEmpty();
        assertThat(now(jo).ordersCount()).isEqualTo(2);
        assertThat(now(jo).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("11.00")));
    }

    @Test
    void what_comes_later_goes_to_whom_its_identifier_belongs() {
        tell("page_viewed", customer("c1", JO, "als-browser"), Map.of());
        assertThat(profileOf(tell("page_viewed", customer(null, AL, null), Map.of())))
                .contains(jo);
        unmerge();

        assertThat(profileOf(tell("page_viewed", customer(null, AL, null), Map.of())))
                .contains(al);
        assertThat(profileOf(tell("page_viewed", customer(null, null, "als-browser"), Map.of())))
                .contains(al);
        assertThat(profileOf(tell("page_viewed", customer("c1", null, null), Map.of())))
                .contains(jo);
        assertThat(profileOf(tell("page_viewed", customer(null, JO, null), Map.of())))
                .contains(jo);
    }

    @Test
    void two_that_were_told_apart_stay_so_and_an_event_with_both_is_a_finding() {
        unmerge();

        Event both = tell("order_completed", customer("c1", AL, null), order("2.00"));

        assertThat(profileOf(both)).contains(jo);
        assertThat(trace(both).orElseThrow().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Finding.Rule.IDENTITY_KEPT_APART);
            assertThat(finding.detail()).contains(al.value()).contains("email").doesNotContain(AL);
        });
        assertThat(station.found).containsExactly(Finding.Rule.IDENTITY_KEPT_APART);
        await().untilAsserted(() -> assertThat(now(jo).ordersCount()).isEqualTo(3));
        tell("order_completed", customer(null, AL, null), order("2.00"));
        await().untilAsserted(() -> assertThat(now(al).ordersCount()).isEqualTo(2));
        assertThat(now(al).id()).isEqualTo(al);
    }

    @Test
    void a_third_profile_that_both_turn_out_to_be_is_that_of_the_first_one_only() {
        unmerge();
        tell("page_viewed", new Customer("x", "crm", null, null, null), Map.of());
        ProfileId third = profileOf(tell("page_viewed", new Customer("x", "crm", null, null, null), Map.of()))
                .orElseThrow();
        tell("page_viewed", new Customer("x", "crm", JO, null, null), Map.of());
        await().untilAsserted(() -> assertThat(now(third).id()).isEqualTo(jo));

        Event both = tell("page_viewed", new Customer("x", "crm", AL, null, null), Map.of());

        assertThat(trace(both).orElseThrow().findings())
                .extracting(Finding::rule)
                .containsExactly(Finding.Rule.IDENTITY_KEPT_APART);
        assertThat(now(al).id()).isEqualTo(al);
    }

    @Test
    void events_after_the_merge_stay_with_the_profile_that_they_counted_for() {
        Event later = tell("order_completed", customer(null, AL, null), order("7.00"));
        await().untilAsserted(() -> assertThat(now(jo).ordersCount()).isEqualTo(4));

        unmerge();

        assertThat(now(jo).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("18.00")));
        assertThat(now(al).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("5.00")));
        List<SeenEvent> seen = VertxForTests.call(station.context, () -> profiles.events(jo));
        assertThat(seen).extracting(SeenEvent::id).contains(later.id());
    }

    @Test
    void history_and_timeline_of_both_tell_that_an_operator_undid_it() {
        Event order = unmerge();

        for (ProfileId id : List.of(jo, al)) {
            assertThat(history(id).getFirst()).satisfies(version -> {
                assertThat(version.source()).isEqualTo("operator");
                assertThat(version.event()).isEqualTo(order.id());
                assertThat(version.changes().getFirst().field()).isEqualTo("unmerged");
                assertThat(version.changes().getFirst().to()).isEqualTo(id.equals(jo) ? al.value() : jo.value());
            });
            List<SeenEvent> seen = VertxForTests.call(station.context, () -> profiles.events(id));
            assertThat(seen).extracting(SeenEvent::type).contains(EventTypes.PROFILE_UNMERGED);
        }
        assertThat(history(al))
                .anySatisfy(version -> assertThat(version.source()).isEqualTo("shop"));
        List<Joining> left = VertxForTests.call(station.context, () -> profiles.joinings(jo));
        assertThat(left).isEmpty();
    }

    @Test
    void a_cooldown_from_before_counts_for_both_and_one_from_after_for_its_own() {
        tell("checkout_started", customer("c1", null, null), Map.of());
        await().untilAsserted(() -> assertThat(station.decided).contains("cart fired"));
        unmerge();

        tell("checkout_started", customer(null, AL, null), Map.of());

        await().untilAsserted(() -> assertThat(station.decided).contains("cart cooldown"));
        assertThat(station.released).hasSize(1);
    }

    @Test
    void a_run_that_waits_stays_with_the_profile_that_has_it() {
        tell("checkout_started", customer(null, AL, null), Map.of());
        await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));

        unmerge();

        await().untilAsserted(() -> assertThat(station.decided).contains("cart fired"));
        assertThat(station.released).singleElement().satisfies(message -> {
            assertThat(message.profile()).isEqualTo(jo);
        });
        tell("checkout_started", customer("c1", null, null), Map.of());
        await().untilAsserted(() -> assertThat(station.decided).contains("cart cooldown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-unmerge-sent", "after-unmerge-repoint", "before-commit", "after-commit"})
    void an_unmerge_that_dies_on_the_way_is_carried_out_once(String crashPoint) {
        deaths.put(crashPoint, 3);

        unmerge();

        tell("order_completed", customer(null, AL, null), order("1.00"));
        tell("order_completed", customer("c1", null, null), order("1.00"));
        await().untilAsserted(() -> assertThat(now(al).ordersCount()).isEqualTo(2));
        await().untilAsserted(() -> assertThat(now(jo).ordersCount()).isEqualTo(3));
        assertThat(now(jo).revenue()).isEqualTo(Map.of("EUR", new BigDecimal("12.00")));
        assertThat(deaths.get(crashPoint)).as("deaths that were left").isLessThan(3);
        for (ProfileId id : List.of(jo, al)) {
            assertThat(history(id))
                    .filteredOn(version -> version.source().equals("operator"))
                    .hasSize(1);
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String stream = station.keys.partition(partition).name();
            await().untilAsserted(() -> assertThat(server.cli("XLEN", stream)).isEqualTo("0"));
        }
    }
}
