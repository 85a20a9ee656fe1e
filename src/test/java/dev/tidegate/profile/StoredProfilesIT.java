package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.QueueStation;
import dev.tidegate.redis.Identifier;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What accepted events leave behind with a customer, read as the management port reads it. */
class StoredProfilesIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private static final Identifier JO = Identifier.email("jo@shop.example");

    private QueueStation station;
    private StoredProfiles profiles;

    @BeforeEach
    void start() {
        station = new QueueStation(REDIS, vertx);
        profiles = profiles(Duration.ofDays(400));
    }

    private StoredProfiles profiles(Duration retention) {
        return new StoredProfiles(
                station.redis, station.keys, QueueStation.PARTITIONS, retention, InstantSource.system());
    }

    @Test
    void a_customer_is_found_by_every_identifier() {
        tell("1", "customer_created", Map.of("first_name", "Jo"));

        Profile jo = jo();

        assertThat(jo.fields()).isEqualTo(Map.of("first_name", "Jo"));
        assertThat(named(Identifier.customerId("shop", "17"), JO)).hasSize(1);
        assertThat(named(Identifier.email("al@shop.example"))).isEmpty();
        assertThat(VertxForTests.await(profiles.find(new ProfileId("nobody")))).isEmpty();
    }

    @Test
    void each_version_is_kept_with_what_changed_it() {
        tell("1", "customer_created", Map.of("first_name", "Joe"));
        Instant between = jo().createdAt();
        tell("2", "customer_updated", Map.of("first_name", "Jo"));

        List<ProfileVersion> history = VertxForTests.await(profiles.history(jo().id()));

        assertThat(history).extracting(ProfileVersion::version).containsExactly(2L, 1L);
        assertThat(history.getFirst().event()).isEqualTo(EventId.of("shop", "2"));
        assertThat(history.getFirst().source()).isEqualTo("shop");
        assertThat(history.getFirst().changes()).containsExactly(new ProfileVersion.Change("first_name", "Joe", "Jo"));
        assertThat(history.getLast().changes())
                .extracting(ProfileVersion.Change::field)
                .containsExactly("customer_ids.shop", "emails", "first_name");
        assertThat(PastProfile.at(between, jo(), history).orElseThrow().fields())
                .isEqualTo(Map.of("first_name", "Joe"));
    }

    @Test
    void being_seen_again_is_no_version() {
        tell("1", "page_viewed", Map.of());
        tell("2", "page_viewed", Map.of());

        assertThat(jo().version()).isEqualTo(1);
        assertThat(VertxForTests.await(profiles.history(jo().id()))).hasSize(1);
    }

    @Test
    void what_a_customer_reads_is_counted_without_a_version() {
        tell("1", "customer_created", Map.of("country", "DE"));
        tell("2", "email_opened", Map.of());
        tell("3", "email_opened", Map.of());

        assertThat(jo().engagement().opens(30, Instant.ofEpochMilli(System.currentTimeMillis())))
                .isEqualTo(2);
        assertThat(jo().version()).isEqualTo(1);
        assertThat(jo().fields()).containsEntry("timezone", "Europe/Berlin");
    }

    @Test
    void what_a_profile_told_of_the_person_can_be_brought_back() {
        tell("1", "customer_created", Map.of("first_name", "Jo"));
        Profile first = jo();
        tell("2", "customer_updated", Map.of("first_name", "Wrong", "country", "FR"));
        tell("3", "order_completed", Map.of());

        station.store(RestoreEvent.of(first, Instant.ofEpochMilli(System.currentTimeMillis())));

        await().untilAsserted(() -> assertThat(jo().fields()).isEqualTo(Map.of("first_name", "Jo")));
        assertThat(jo().ordersCount()).isEqualTo(1);
        assertThat(jo().version()).isEqualTo(4);
        assertThat(VertxForTests.await(profiles.history(jo().id())).getFirst().changes())
                .extracting(ProfileVersion.Change::field)
                .containsExactly("country", "first_name", "timezone", "timezone_from");
    }

    @Test
    void versions_beyond_their_retention_are_not_shown() {
        tell("1", "page_viewed", Map.of());

        assertThat(VertxForTests.await(profiles(Duration.ofMinutes(-1)).history(jo().id())))
                .isEmpty();
    }

    @Test
    void the_events_that_came_are_kept_for_a_time() {
        tell("1", "page_viewed", Map.of());
        tell("2", "checkout_started", Map.of());

        Profile jo = jo();
        assertThat(VertxForTests.await(profiles.events(jo.id())))
                .extracting(SeenEvent::type)
                .containsExactly("checkout_started", "page_viewed");
        int partition = jo.id().partition(QueueStation.PARTITIONS);
        assertThat(Long.parseLong(REDIS.cli(
                        "PTTL", station.keys.seenEvents(partition, jo.id()).name())))
                .isBetween(1L, Duration.ofDays(7).toMillis());
        assertThat(Long.parseLong(REDIS.cli(
                        "PTTL", station.keys.history(partition, jo.id()).name())))
                .isBetween(Duration.ofDays(399).toMillis(), Duration.ofDays(400).toMillis());
    }

    @Test
    void of_very_many_events_and_versions_the_latest_are_kept() {
        Event[] many = new Event[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = event("v" + i, "customer_updated", Map.of("first_name", "Jo " + i));
        }
        for (Event event : many) {
            station.store(event);
        }
        await().untilAsserted(() -> assertThat(jo().fields()).isEqualTo(Map.of("first_name", "Jo 299")));

        assertThat(VertxForTests.await(profiles.history(jo().id()))).hasSize(200);
        assertThat(VertxForTests.await(profiles.events(jo().id()))).hasSizeBetween(200, 260);
    }

    private void tell(String id, String type, Map<String, Object> properties) {
        Event event = event(id, type, properties);
        station.store(event);
        await().untilAsserted(() -> assertThat(named(JO))
                .singleElement()
                .satisfies(known -> assertThat(VertxForTests.await(
                                profiles.events(known.profile().id())))
                        .extracting(SeenEvent::id)
                        .contains(event.id())));
    }

    private Profile jo() {
        return named(JO).getFirst().profile();
    }

    private List<KnownProfile> named(Identifier... identifiers) {
        return VertxForTests.await(profiles.named(List.of(identifiers)));
    }

    private static Event event(String id, String type, Map<String, Object> properties) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return new Event(
                EventId.of("shop", id),
                "shop",
                type,
                now,
                now,
                id,
                new Customer("17", "shop", "jo@shop.example", null, null),
                properties,
                Map.of(),
                List.of());
    }
}
