package dev.tidegate.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.EventTraces;
import dev.tidegate.queue.QueueStation;
import dev.tidegate.redis.Identifier;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.TriggerSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of a customer who was erased. */
class ErasureIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private static final Instant START =
            Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(60);
    private static final Identifier JO = Identifier.email("jo@shop.example");

    private QueueStation station;
    private StoredProfiles profiles;
    private ProfileId jo;
    private MessageId message;

    @BeforeEach
    void start() {
        station =
                new QueueStation(REDIS, vertx, trigger("cart", Duration.ofHours(2)), trigger("welcome", Duration.ZERO));
        profiles = new StoredProfiles(
                station.redis, station.keys, QueueStation.PARTITIONS, Duration.ofDays(400), InstantSource.system());
        station.store(event("1", START, ConsentState.GRANTED));
        await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting", "welcome fired"));
        jo = found().getFirst().profile().id();
        message = station.released.getFirst().id();
        REDIS.cli("SET", station.keys.body(partition(), message).name(), "Hello jo@shop.example");
        REDIS.cli("HSET", station.keys.message(partition(), message).name(), "st", "queued");
    }

    @Test
    void nothing_tells_of_the_customer_any_more() {
        assertThat(values()).anyMatch(value -> value.contains("jo@shop"));

        erase();

        assertThat(VertxForTests.await(profiles.history(jo))).isEmpty();
        assertThat(VertxForTests.await(profiles.events(jo))).isEmpty();
        assertThat(VertxForTests.await(profiles.verdicts(jo))).isEmpty();
        assertThat(VertxForTests.await(profiles.journey(jo))).isEmpty();
        EventTraces traces = new EventTraces(station.redis, station.keys, station.settings);
        assertThat(VertxForTests.await(traces.body(EventId.of("shop", "1")))).isEmpty();
        assertThat(REDIS.cli("ZCARD", station.keys.timers(partition()).name())).isEqualTo("0");
        assertThat(REDIS.cli("EXISTS", station.keys.body(partition(), message).name()))
                .isEqualTo("0");
        assertThat(values()).noneMatch(value -> value.contains("jo@shop") || value.contains("Doe"));
    }

    @Test
    void what_a_merged_profile_left_behind_goes_too() {
        String phone = "+493012345678";
        station.store(event("8", START, new Customer(null, "shop", null, phone, null), null));
        await().untilAsserted(() -> assertThat(VertxForTests.await(profiles.named(List.of(Identifier.phone(phone)))))
                .hasSize(1));
        station.store(event("9", START, new Customer(null, "shop", "jo@shop.example", phone, null), null));
        await().untilAsserted(
                        () -> assertThat(found().getFirst().profile().phones()).containsExactly(phone));
        await().untilAsserted(() -> assertThat(VertxForTests.await(
                        profiles.withMerged(found().getFirst().profile().id())))
                .hasSize(2));
        jo = found().getFirst().profile().id();

        erase();

        await().untilAsserted(() ->
                assertThat(values()).noneMatch(value -> value.contains("jo@shop") || value.contains(phone)));
    }

    @Test
    void queued_messages_are_cancelled_and_forgotten_in_time() {
        erase();

        assertThat(station.withdrawn).contains(message);
        assertThat(Long.parseLong(REDIS.cli(
                        "PTTL", station.keys.message(partition(), message).name())))
                .isPositive();
    }

    @Test
    void the_address_gets_no_marketing_until_consent_is_granted_anew() {
        erase();
        assertThat(fields()).containsEntry("suppressed", "erased").doesNotContainKey("email");

        station.store(event("2", START.plusSeconds(1), ConsentState.GRANTED));
        await().untilAsserted(() -> assertThat(found()).hasSize(1));
        assertThat(found().getFirst().profile().version()).isEqualTo(1);
        assertThat(requireNonNull(found().getFirst().suppressions().get(Channel.EMAIL))
                        .reason())
                .isEqualTo("erased");

        Instant anew = Instant.ofEpochMilli(System.currentTimeMillis());
        station.store(event("3", anew, ConsentState.GRANTED));
        await().untilAsserted(() -> assertThat(fields()).doesNotContainKey("suppressed"));
    }

    @Test
    void the_customer_who_comes_back_begins_anew() {
        erase();

        station.store(event("2", START.plusSeconds(1), null));
        await().untilAsserted(() -> assertThat(found()).hasSize(1));
        assertThat(VertxForTests.await(
                        profiles.events(found().getFirst().profile().id())))
                .extracting(SeenEvent::id)
                .containsExactly(EventId.of("shop", "2"));
    }

    private void erase() {
        station.store(ErasureEvent.of(
                jo, Instant.ofEpochMilli(System.currentTimeMillis()).minusMillis(1)));
        await().untilAsserted(() -> assertThat(found()).isEmpty());
    }

    private List<KnownProfile> found() {
        return VertxForTests.await(profiles.named(List.of(JO)));
    }

    private int partition() {
        return jo.partition(QueueStation.PARTITIONS);
    }

    private Map<String, String> fields() {
        String[] lines = REDIS.cli("HGETALL", station.keys.consent(JO).name()).split("\n", -1);
        Map<String, String> fields = new java.util.HashMap<>();
        for (int i = 0; i + 1 < lines.length; i += 2) {
            fields.put(lines[i], lines[i + 1]);
        }
        return fields;
    }

    private static List<String> values() {
        return Arrays.stream(REDIS.cli("KEYS", "*").split("\n", -1))
                .map(key -> REDIS.cli("DUMP", key))
                .toList();
    }

    private static Event event(String id, Instant at, @Nullable ConsentState consent) {
        return event(id, at, new Customer("17", "shop", "jo@shop.example", null, null), consent);
    }

    private static Event event(String id, Instant at, Customer customer, @Nullable ConsentState consent) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                "customer_created",
                at,
                at,
                id,
                customer,
                Map.of("last_name", "Doe"),
                Map.of(),
                consent == null ? List.of() : List.of(new ConsentChange(Channel.EMAIL, consent, at)));
    }

    private static TriggerSettings trigger(String name, Duration wait) {
        return new TriggerSettings(
                name,
                List.of("customer_created"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                null,
                MessageClass.MARKETING,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(wait, null, List.of(new TriggerSettings.Send("sink", "Mail", null)))));
    }
}
