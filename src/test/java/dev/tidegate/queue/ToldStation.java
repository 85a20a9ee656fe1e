package dev.tidegate.queue;

import static dev.tidegate.queue.QueueStation.PARTITIONS;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.StoredProfiles;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.TriggerSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers who tell things to a station, which dies where it is told to. */
abstract class ToldStation {
    static final String JO = "jo@shop.example";

    static final Instant START =
            Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(600);

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    final Map<String, Integer> deaths = new HashMap<>();
    QueueStation station;
    StoredProfiles profiles;
    private EventTraces traces;
    private int told;

    /** How long an abandoned cart waits. */
    abstract Duration cartWait();

    @BeforeEach
    final void startStation() {
        station = new QueueStation(server, vertx, this::die, cart());
        profiles = new StoredProfiles(
                station.redis, station.keys, PARTITIONS, Duration.ofDays(400), InstantSource.system());
        traces = new EventTraces(station.redis, station.keys, station.settings);
    }

    /** The work dies here as often as it was told to, and another begins where it stopped. */
    private void die(String crashPoint) {
        if (deaths.merge(crashPoint, -1, Integer::sum) >= 0) {
            throw new IllegalStateException("dies at " + crashPoint);
        }
    }

    private TriggerSettings cart() {
        return new TriggerSettings(
                "cart",
                List.of("checkout_started"),
                TriggerSettings.Mode.LIVE,
                null,
                List.of(new TriggerSettings.Unless("order_completed", null)),
                List.of(),
                TriggerSettings.OnRepeat.RESTART,
                new TriggerSettings.Cooldown(Duration.ofHours(1), List.of()),
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                50,
                null,
                0,
                List.of(new TriggerSettings.Step(
                        cartWait(), null, List.of(new TriggerSettings.Send("sink", "Mail", null)))));
    }

    @CanIgnoreReturnValue
    final Event tell(String type, Customer customer, Map<String, Object> properties) {
        String id = "e" + told++;
        Event event = new Event(
                EventId.of("shop", id),
                "shop",
                type,
                START.plusSeconds(told),
                Instant.ofEpochMilli(System.currentTimeMillis()),
                id,
                customer,
                properties,
                Map.of(),
                List.of());
        station.store(event);
        await().until(() -> profileOf(event).isPresent());
        return event;
    }

    final Optional<ProfileId> profileOf(Event event) {
        return trace(event).flatMap(trace -> Optional.ofNullable(trace.profile()));
    }

    final Optional<EventTrace> trace(Event event) {
        return VertxForTests.call(station.context, () -> traces.find(event.id()));
    }

    final Profile now(ProfileId id) {
        return VertxForTests.call(station.context, () -> profiles.find(id))
                .map(KnownProfile::profile)
                .orElseThrow();
    }

    static Customer customer(@Nullable String id, @Nullable String email, @Nullable String browser) {
        return new Customer(id, "shop", email, null, browser);
    }

    static Map<String, Object> order(String value) {
        return Map.of("value", new BigDecimal(value), "currency", "EUR");
    }
}
