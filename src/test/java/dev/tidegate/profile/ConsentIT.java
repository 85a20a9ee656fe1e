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
import dev.tidegate.queue.QueueStation;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Script;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.TriggerSettings;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
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

/** What accepted events make of an address's consent, in whatever order they come. */
class ConsentIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private static final Instant START =
            Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(3_600);

    private QueueStation station;
    private StoredProfiles profiles;
    private int told;

    @BeforeEach
    void start() {
        station = new QueueStation(REDIS, vertx, cart());
        profiles = new StoredProfiles(
                station.redis, station.keys, QueueStation.PARTITIONS, Duration.ofDays(400), InstantSource.system());
    }

    @Test
    void an_older_grant_does_not_undo_an_unsubscribe_but_a_newer_one_does() {
        tell("consent_updated", at(0), Map.of(), ConsentState.GRANTED);
        tell("unsubscribed", at(20), Map.of(), null);
        tell("consent_updated", at(10), Map.of(), ConsentState.GRANTED);
        assertThat(standing().state()).isEqualTo(ConsentState.DENIED);
        assertThat(standing().at()).isEqualTo(at(20));
        assertThat(standing().source()).isEqualTo("shop");
        assertThat(standing().proof()).isEqualTo("unsubscribed");

        tell("consent_updated", at(30), Map.of("opt_in_level", "single_opt_in"), ConsentState.GRANTED);
        assertThat(standing().state()).isEqualTo(ConsentState.GRANTED);
        assertThat(standing().proof()).isEqualTo("consent_updated, single_opt_in");
    }

    @Test
    void a_complaint_stays_until_an_operator_grants_anew() {
        tell("email_complained", at(10), Map.of(), null);
        tell("consent_updated", at(20), Map.of(), ConsentState.GRANTED);
        assertThat(suppression()).extracting(Suppression::reason).isEqualTo("complaint");

        Event grant = own(ConsentState.GRANTED, at(30), ConsentEvent.By.OPERATOR);
        station.store(grant);
        await().untilAsserted(() -> assertThat(suppression()).isNull());
        assertThat(standing().state()).isEqualTo(ConsentState.GRANTED);
        assertThat(standing().source()).isEqualTo("hotline");

        tell("email_complained", at(25), Map.of("late", true), null);
        assertThat(suppression()).isNull();
    }

    @Test
    void a_hard_bounce_suppresses_the_address_it_names() {
        tell("page_viewed", at(0), Map.of(), null);
        tell("email_bounced", at(1), Map.of("bounce_type", "soft"), null);
        assertThat(suppression()).isNull();

        tell("email_bounced", at(2), Map.of("bounce_type", "hard"), null);
        assertThat(suppression()).extracting(Suppression::reason).isEqualTo("hard_bounce");
    }

    @Test
    void an_operators_refusal_is_in_the_profile_and_its_history_and_cancels_what_waits() {
        tell("consent_updated", at(0), Map.of(), ConsentState.GRANTED);
        tell("checkout_started", at(1), Map.of(), null);
        await().untilAsserted(() -> assertThat(station.decided).contains("cart waiting"));

        Event refusal = own(ConsentState.DENIED, at(60), ConsentEvent.By.OPERATOR);
        station.store(refusal);

        await().untilAsserted(() -> assertThat(station.decided).contains("cart cancelled"));
        assertThat(station.released).isEmpty();
        KnownProfile jo = jo();
        assertThat(jo.profile().lastSeenAt()).isEqualTo(at(1));
        assertThat(requireNonNull(jo.profile().consent().get(Channel.EMAIL)).state())
                .isEqualTo(ConsentState.DENIED);
        assertThat(jo.profile().customerIds()).isEqualTo(Map.of());
        ProfileVersion latest =
                VertxForTests.await(profiles.history(jo.profile().id())).getFirst();
        assertThat(latest.event()).isEqualTo(refusal.id());
        assertThat(latest.source()).isEqualTo("hotline");
        assertThat(latest.changes()).extracting(ProfileVersion.Change::field).containsExactly("consent.email");
    }

    @Test
    void of_two_callers_at_once_the_later_word_stands() {
        Script consent = Script.load(dev.tidegate.queue.Acceptance.class, "consent.lua");
        Identifier address = Identifier.email("al@shop.example");
        List<Future<?>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int minute = i % 2 == 0 ? i : 49 - i;
            calls.add(station.redis.run(
                    Lane.WORK,
                    consent,
                    List.of(station.keys.consent(address)),
                    args("email", minute == 48 ? "denied" : "granted", at(minute), "shop", "e", "proof")));
        }
        VertxForTests.await(Future.all(calls));

        assertThat(REDIS.cli("HGET", station.keys.consent(address).name(), "email"))
                .isEqualTo("denied|" + at(48).toEpochMilli() + "|shop|e|proof");
    }

    private static List<byte[]> args(String what, String state, Instant at, String... more) {
        List<byte[]> args = new java.util.ArrayList<>();
        for (String text : List.of(what, state, Long.toString(at.toEpochMilli()))) {
            args.add(text.getBytes(StandardCharsets.UTF_8));
        }
        Arrays.stream(more).forEach(text -> args.add(text.getBytes(StandardCharsets.UTF_8)));
        return args;
    }

    private Event own(ConsentState state, Instant at, ConsentEvent.By by) {
        ConsentChange change = new ConsentChange(Channel.EMAIL, state, at);
        return new ConsentEvent(jo().profile().id(), change, by, "hotline", null).toEvent(at(60));
    }

    private void tell(String type, Instant at, Map<String, Object> properties, @Nullable ConsentState consent) {
        String id = "t" + told++;
        Event event = new Event(
                EventId.of("shop", id),
                "shop",
                type,
                at,
                at(60),
                id,
                new Customer(null, "shop", "jo@shop.example", null, null),
                properties,
                Map.of(),
                consent == null ? List.of() : List.of(new ConsentChange(Channel.EMAIL, consent, at)));
        station.store(event);
        await().untilAsserted(() -> assertThat(
                        VertxForTests.await(profiles.events(jo().profile().id())))
                .extracting(SeenEvent::id)
                .contains(event.id()));
    }

    private KnownProfile jo() {
        List<KnownProfile> found = VertxForTests.await(profiles.named(List.of(Identifier.email("jo@shop.example"))));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private Standing standing() {
        return requireNonNull(jo().consent().get(Channel.EMAIL));
    }

    private @Nullable Suppression suppression() {
        return jo().suppressions().get(Channel.EMAIL);
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static TriggerSettings cart() {
        return new TriggerSettings(
                "cart",
                List.of("checkout_started"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("unsubscribed", null)),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                null,
                MessageClass.MARKETING,
                Channel.EMAIL,
                TriggerSettings.DEFAULT_PRIORITY,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        Duration.ofHours(2), null, List.of(new TriggerSettings.Send("sink", "Mail", null)))));
    }
}
