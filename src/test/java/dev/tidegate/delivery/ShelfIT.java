package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.placed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.delivery.Shelf.Begun;
import dev.tidegate.domain.Message;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Ownership;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.DeliveryMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scripts, with callers that repeat themselves, race each other, or come too late. */
class ShelfIT {
    private static final Ownership OURS = new Ownership("1:a");
    private static final Ownership THEIRS = new Ownership("2:b");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Message message = cart(1);
    private Station station;
    private Shelf ours;
    private Shelf theirs;

    @BeforeEach
    void start() {
        station = new Station(REDIS, vertx, "a");
        station.store(List.of(message), null);
        ours = shelf(OURS, Duration.ofMinutes(1));
        theirs = shelf(THEIRS, Duration.ofMinutes(1));
        own(OURS);
    }

    @AfterEach
    void stop() {
        VertxForTests.await(station.router.close());
    }

    @Test
    void an_attempt_is_begun_once_and_may_be_begun_again_by_the_same_caller() {
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Go());
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Go());
        assertThat(begin(ours, 2)).isEqualTo(new Begun.Busy());

        own(THEIRS);
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Fenced());
        assertThat(begin(theirs, 1)).isEqualTo(new Begun.Busy());
        assertThat(begin(theirs, 2)).isEqualTo(new Begun.Busy());
    }

    @Test
    void of_two_callers_who_race_for_a_message_one_gets_it() {
        Shelf first = shelf(OURS, Duration.ofMinutes(1));
        List<Future<Boolean>> races = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            races.add(record(i % 2 == 0 ? first : ours, recording(true, 1, DeliveryStatus.RETRYING, line("retry"))));
        }
        assertThat(VertxForTests.await(Future.all(races)).<Boolean>list()).containsOnly(false);
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Go());

        races.clear();
        for (int i = 0; i < 50; i++) {
            races.add(record(i % 2 == 0 ? first : ours, recording(true, 1, DeliveryStatus.RETRYING, line("retry"))));
        }

        assertThat(VertxForTests.await(Future.all(races)).<Boolean>list())
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);
        assertThat(station.outcomes(message)).hasSize(1);
    }

    @Test
    void what_is_in_hand_or_under_way_is_not_taken_again() {
        assertThat(taken(Set.of())).containsExactly(message.id().value());
        assertThat(taken(Set.of(message.id().value()))).isEmpty();

        begin(ours, 1);

        assertThat(taken(Set.of())).isEmpty();
    }

    @Test
    void nothing_is_taken_by_one_who_does_not_own_the_partition() {
        assertThat(VertxForTests.await(theirs.take(10, Set.of()))).isInstanceOf(Shelf.Taken.Fenced.class);
    }

    @Test
    void nothing_ends_without_an_attempt_while_one_is_under_way() {
        begin(ours, 1);

        assertThat(recorded(ours, recording(false, 1, DeliveryStatus.CANCELLED, "")))
                .isFalse();

        assertThat(station.status(message)).isEqualTo(DeliveryStatus.QUEUED);
    }

    @Test
    void only_the_owner_ends_a_message_without_an_attempt() {
        assertThat(recorded(theirs, recording(false, 0, DeliveryStatus.CANCELLED, "")))
                .isFalse();
        assertThat(recorded(ours, recording(false, 0, DeliveryStatus.CANCELLED, "")))
                .isTrue();
        assertThat(station.status(message)).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Finished());
    }

    @Test
    void a_delivery_that_becomes_known_late_counts_for_a_message_that_was_parked() {
        Shelf hasty = shelf(OURS, Duration.ZERO);
        assertThat(begin(hasty, 1)).isEqualTo(new Begun.Go());
        own(THEIRS);
        assertThat(recorded(theirs, recording(false, 1, DeliveryStatus.UNKNOWN, "")))
                .isTrue();
        assertThat(station.status(message)).isEqualTo(DeliveryStatus.UNKNOWN);

        assertThat(recorded(hasty, recording(true, 1, DeliveryStatus.DELIVERED, line("delivered"))))
                .isTrue();

        assertThat(station.status(message)).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(station.outcomes(message)).containsExactly("unknown", "delivered");
        assertThat(REDIS.cli(
                        "ZCARD",
                        station.keys
                                .deadLetters(partition(), Station.DESTINATION)
                                .name()))
                .isEqualTo("0");
    }

    @Test
    void an_outcome_does_not_count_once_another_attempt_was_begun() {
        Shelf hasty = shelf(OURS, Duration.ZERO);
        assertThat(begin(hasty, 1)).isEqualTo(new Begun.Go());
        own(THEIRS);
        assertThat(begin(theirs, 2)).isEqualTo(new Begun.Go());

        assertThat(recorded(hasty, recording(true, 1, DeliveryStatus.DEAD, line("dead"))))
                .isFalse();

        assertThat(recorded(theirs, recording(true, 2, DeliveryStatus.DELIVERED, line("delivered"))))
                .isTrue();
        assertThat(station.outcomes(message)).containsExactly("unknown", "delivered");
    }

    @Test
    void works_off_what_there_is_even_when_the_memory_is_full() {
        SharedQuota rate = new SharedQuota(
                station.router, station.keys.quota(Station.DESTINATION), Pace.of(new Rate(1, Duration.ofHours(1))));
        AddressCheck addresses = new AddressCheck(station.router, station.keys);
        Message limited = placed(message);
        String places = station.keys
                .places(Identifier.address(limited.channel(), "jo@shop.example"))
                .name();
        REDIS.cli("HSET", places, limited.id().value(), "1|50|0|cart-abandoned");
        REDIS.cli("PEXPIRE", places, "600000");
        fillMemory();

        assertThat(VertxForTests.await(addresses.objection(limited))).isEmpty();
        assertThat(VertxForTests.await(rate.draw(1)).permits()).isEqualTo(1);
        VertxForTests.await(rate.rest(Duration.ofHours(2)));
        assertThat(begin(ours, 1)).isEqualTo(new Begun.Go());
        assertThat(recorded(ours, recording(true, 1, DeliveryStatus.DELIVERED, line("delivered"))))
                .isTrue();

        assertThat(REDIS.cli("HGET", places, limited.id().value())).isEqualTo("1|50|1|cart-abandoned");
        assertThat(Long.parseLong(REDIS.cli("PTTL", places))).isPositive();
        String drawn = station.keys.quota(Station.DESTINATION).name();
        assertThat(Long.parseLong(REDIS.cli("PTTL", drawn))).isPositive();
    }

    @Test
    void clears_out_what_is_over_even_when_the_memory_is_full() {
        String index = station.keys.messages(partition()).name();
        REDIS.cli("ZADD", index, "1000", message.id().value());
        REDIS.cli("ZADD", index, "1001", "gone");
        Look look = new Look(station.router, station.keys);
        fillMemory();

        VertxForTests.await(look.forget(partition(), List.of(Station.DESTINATION), 10_000, Duration.ofSeconds(5)));

        assertThat(REDIS.cli("ZRANGE", index, "0", "-1")).isEqualTo(message.id().value());
    }

    @Test
    void who_comes_too_late_learns_that_another_process_has_delivered_or_may_still() {
        Shelf hasty = shelf(OURS, Duration.ZERO);
        begin(hasty, 1);
        own(THEIRS);
        begin(theirs, 2);
        Recording late = recording(true, 1, DeliveryStatus.DEAD, line("dead"));

        assertThat(answer(hasty, late)).isEqualTo(new Shelf.Recorded(false, true));
        answer(theirs, recording(true, 2, DeliveryStatus.DELIVERED, line("delivered")));
        assertThat(answer(hasty, late)).isEqualTo(new Shelf.Recorded(false, true));
    }

    @Test
    void who_records_the_end_once_more_learns_again_that_nobody_has_got_the_message() {
        begin(ours, 1);
        Recording dead = recording(true, 1, DeliveryStatus.DEAD, line("dead"));

        assertThat(answer(ours, dead)).isEqualTo(new Shelf.Recorded(true, false));
        assertThat(answer(ours, dead)).isEqualTo(new Shelf.Recorded(false, false));
    }

    @Test
    void a_message_that_ended_while_an_attempt_was_unfinished_may_have_been_taken() {
        begin(shelf(OURS, Duration.ZERO), 1);

        assertThat(answer(ours, recording(false, 1, DeliveryStatus.CANCELLED, "")))
                .isEqualTo(new Shelf.Recorded(true, true));
    }

    @Test
    void who_wants_to_begin_an_attempt_hears_why_the_message_was_withdrawn() {
        List<String> parts = split(2);

        station.withdraw(message, "an order was completed");

        assertThat(VertxForTests.await(ours.begin(
                        parts.stream().map(id -> new Shelf.Beginning(id, 1)).toList())))
                .hasSize(2)
                .containsOnly(new Begun.Cancelled("an order was completed"));
    }

    @Test
    void outcomes_of_a_message_with_many_parts_take_few_commands_of_redis() {
        List<String> parts = split(100);
        List<String> together = parts.subList(0, 64);
        VertxForTests.await(ours.begin(
                together.stream().map(id -> new Shelf.Beginning(id, 1)).toList()));
        long before = Long.parseLong(REDIS.info("total_commands_processed"));

        List<Shelf.Recorded> recorded = VertxForTests.await(ours.record(together.stream()
                .map(id -> recording(id, true, 1, DeliveryStatus.DEAD, line("dead")))
                .toList()));

        assertThat(recorded).hasSize(64).containsOnly(new Shelf.Recorded(true, true));
        assertThat(Long.parseLong(REDIS.info("total_commands_processed")) - before)
                .isLessThan(1_000);
    }

    @Test
    void a_cooldown_is_given_back_when_no_part_was_taken() {
        String cooldown = startCooldown();
        List<String> parts = split(2);

        assertThat(ended(parts.getFirst(), false, 0, DeliveryStatus.CANCELLED).othersRemain())
                .isTrue();
        begin(parts.getLast(), ours);
        assertThat(ended(parts.getLast(), true, 1, DeliveryStatus.DEAD).othersRemain())
                .isFalse();

        assertThat(REDIS.cli("EXISTS", cooldown)).isEqualTo("0");
    }

    @Test
    void a_cooldown_stays_when_a_part_ended_that_may_have_been_taken() {
        String cooldown = startCooldown();
        List<String> parts = split(2);
        begin(parts.getFirst(), shelf(OURS, Duration.ZERO));
        ended(parts.getFirst(), false, 1, DeliveryStatus.CANCELLED);

        begin(parts.getLast(), ours);
        Shelf.Recorded last = ended(parts.getLast(), true, 1, DeliveryStatus.DEAD);

        assertThat(last.othersRemain()).isTrue();
        assertThat(REDIS.cli("EXISTS", cooldown)).isEqualTo("1");
    }

    @Test
    void a_very_long_list_of_attempts_loses_its_beginning() {
        REDIS.cli(
                "HSET",
                station.keys.message(partition(), message.id()).name(),
                "a",
                (line("retry") + "\n").repeat(1_000));
        begin(ours, 1);

        assertThat(recorded(ours, recording(true, 1, DeliveryStatus.DELIVERED, line("delivered"))))
                .isTrue();

        assertThat(station.outcomes(message)).hasSizeBetween(100, 600).endsWith("retry", "delivered");
    }

    @Test
    void what_is_over_is_forgotten_and_nothing_else() {
        String index = station.keys.messages(partition()).name();
        REDIS.cli("ZADD", index, "1000", "gone");
        REDIS.cli("ZADD", index, "1001", message.id().value());
        Look look = new Look(station.router, station.keys);

        VertxForTests.await(look.forget(partition(), List.of(Station.DESTINATION), 10_000, Duration.ofSeconds(5)));

        assertThat(REDIS.cli("ZRANGE", index, "0", "-1")).isEqualTo(message.id().value());
    }

    private static void fillMemory() {
        REDIS.cli("CONFIG", "SET", "maxmemory", "1");
    }

    private int partition() {
        return Station.partition(message);
    }

    private void own(Ownership ownership) {
        REDIS.cli("SET", station.keys.deliverOwner(partition()).name(), ownership.value());
    }

    private Shelf shelf(Ownership ownership, Duration attemptTime) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DeliveryTools tools = new DeliveryTools(
                vertx.get(),
                station.router,
                station.keys,
                HostLookup.system(),
                Clock.systemUTC(),
                new Random(1),
                new DeliveryMetrics(meters, new DecisionMetrics(meters, List.of())),
                dev.tidegate.app.Connectors::of,
                name -> {},
                Duration.ofDays(30));
        return new Shelf(tools, partition(), Station.DESTINATION, ownership, attemptTime);
    }

    private List<String> taken(Set<String> inHand) {
        Shelf.Taken taken = VertxForTests.await(ours.take(10, inHand));
        return ((Shelf.Taken.Ready) taken)
                .items().stream().map(item -> item.message().id().value()).toList();
    }

    @CanIgnoreReturnValue
    private Begun begin(Shelf shelf, int attempt) {
        return VertxForTests.await(
                        shelf.begin(List.of(new Shelf.Beginning(message.id().value(), attempt))))
                .getFirst();
    }

    /** Makes the message one of several receivers; answers the ids of all its parts. */
    private List<String> split(int receivers) {
        List<String> marks =
                IntStream.range(0, receivers).mapToObj(i -> "hook-" + i).toList();
        VertxForTests.await(ours.split(message, marks));
        return marks.stream()
                .map(mark -> mark.equals("hook-0")
                        ? message.id().value()
                        : message.id().partFor(mark).value())
                .toList();
    }

    private void begin(String id, Shelf shelf) {
        assertThat(VertxForTests.await(shelf.begin(List.of(new Shelf.Beginning(id, 1)))))
                .containsExactly(new Begun.Go());
    }

    @CanIgnoreReturnValue
    private Shelf.Recorded ended(String id, boolean afterAttempt, int attempts, DeliveryStatus status) {
        Recording recording = recording(id, afterAttempt, attempts, status, line(status.label()));
        return answer(ours, recording);
    }

    @CanIgnoreReturnValue
    private static Shelf.Recorded answer(Shelf shelf, Recording recording) {
        return VertxForTests.await(shelf.record(List.of(recording))).getFirst();
    }

    private String startCooldown() {
        String key = station.keys
                .cooldown(partition(), message.profile(), message.trigger(), "")
                .name();
        REDIS.cli("FLUSHALL");
        REDIS.cli("SET", key, "run");
        station.store(List.of(message), new Outbox.HeldCooldown(key, "run", List.of()));
        own(OURS);
        return key;
    }

    private boolean recorded(Shelf shelf, Recording recording) {
        return VertxForTests.await(record(shelf, recording));
    }

    private static Future<Boolean> record(Shelf shelf, Recording recording) {
        return shelf.record(List.of(recording)).map(all -> all.getFirst().now());
    }

    private Recording recording(boolean afterAttempt, int attempts, DeliveryStatus status, String line) {
        return recording(message.id().value(), afterAttempt, attempts, status, line);
    }

    private static Recording recording(
            String id, boolean afterAttempt, int attempts, DeliveryStatus status, String line) {
        byte[] attempt = line.isEmpty() ? null : line.getBytes(StandardCharsets.UTF_8);
        return new Recording(id, afterAttempt, attempts, status, Duration.ofMinutes(1), attempt, null);
    }

    private static String line(String outcome) {
        return "{\"at\":1795483924000,\"outcome\":\"" + outcome + "\"}";
    }
}
