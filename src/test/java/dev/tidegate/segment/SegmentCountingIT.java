package dev.tidegate.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.profile.ProfileUpdates;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.SegmentGauges;
import dev.tidegate.trigger.Segment;
import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.Segments;
import dev.tidegate.trigger.TriggerExpressions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stored profiles are counted by the segments they belong to, by one process for all. */
class SegmentCountingIT {
    private static final int PARTITIONS = 64;
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Keys keys = new Keys("tg");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Segments> current = new AtomicReference<>(Segments.NONE);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<SegmentCounting> countings = new ArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final RedisObserver observer = (command, nanos, ok) -> commands.add(command);
    private Context loop;
    private RedisRouter redis;

    @BeforeEach
    void connect() {
        loop = vertx.eventLoop();
        redis = new RedisRouter(loop, REDIS.settings(), RandomGenerator.getDefault(), observer);
        VertxForTests.await(redis.connect());
        commands.clear();
    }

    @AfterEach
    void stop() {
        countings.forEach(SegmentCounting::stop);
    }

    @Test
    void some_thousand_profiles_are_counted() {
        current.set(segments("vip", "profile.orders_count >= 2", "all", "true", "none", "profile.orders_count > 9"));
        for (int i = 0; i < 3_000; i++) {
            put(profile("p" + i, i % 3));
        }
        merge("p2", "p5");
        REDIS.cli("DEL", profileKey("p8"));

        SegmentCounting counting = started("one");

        await().untilAsserted(() -> assertThat(counts(counting)).hasSize(3));
        assertThat(commands.stream().filter("scan"::equals)).hasSizeLessThan(30);
        assertThat(counts(counting))
                .containsEntry("vip", new SegmentCount(998, NOON))
                .containsEntry("all", new SegmentCount(2_998, NOON))
                .containsEntry("none", new SegmentCount(0, NOON));
        await().untilAsserted(() -> assertThat(meters.get("tidegate.segment.profiles")
                        .tag("segment", "vip")
                        .gauge()
                        .value())
                .isEqualTo(998));
    }

    @Test
    void other_segments_are_counted_when_they_come_into_force() {
        current.set(segments("vip", "profile.orders_count >= 2"));
        put(profile("p1", 2));
        SegmentCounting counting = started("one");
        await().untilAsserted(() -> assertThat(counts(counting)).hasSize(1));

        current.set(segments("vip", "profile.orders_count >= 2", "fresh", "profile.orders_count == 0"));
        counting.changed();

        await().untilAsserted(() -> assertThat(counts(counting)).hasSize(2));
        current.set(Segments.NONE);
        counting.changed();
        await().untilAsserted(() ->
                assertThat(meters.find("tidegate.segment.profiles").gauges()).isEmpty());
    }

    @Test
    void a_count_is_good_for_an_hour_or_until_somebody_asks() {
        current.set(segments("all", "true"));
        put(profile("p1", 0));
        SegmentCounting counting = started("one");
        await().untilAsserted(() -> assertThat(counts(counting)).containsEntry("all", new SegmentCount(1, NOON)));

        put(profile("p2", 0));
        now.set(NOON.plus(Duration.ofMinutes(30)));
        SegmentCounting later = started("two");
        VertxForTests.await(later.recount());
        await().untilAsserted(() -> assertThat(counts(later)).containsEntry("all", new SegmentCount(2, now.get())));

        put(profile("p3", 0));
        now.set(NOON.plus(Duration.ofMinutes(91)));
        counting.changed();
        await().untilAsserted(() -> assertThat(counts(later)).containsEntry("all", new SegmentCount(3, now.get())));
        assertThat(REDIS.cli("EXISTS", keys.segmentWish().name())).isEqualTo("0");
    }

    @Test
    void only_one_process_counts_at_a_time() {
        CountBook book = new CountBook(redis, keys);
        Segments segments = segments("all", "true");

        List<Boolean> leases = VertxForTests.await(
                Future.all(book.lease("one"), book.lease("two")).map(both -> both.<Boolean>list()));

        assertThat(leases).containsExactly(true, false);
        assertThat(VertxForTests.await(book.lease("one"))).isTrue();
        Map<Segment, SegmentCount> counts = Map.of(segments.all().getFirst(), new SegmentCount(7, NOON));
        assertThat(VertxForTests.await(book.counted("two", null, counts))).isFalse();
        assertThat(VertxForTests.await(book.read(segments.all())).counts()).isEmpty();
        assertThat(VertxForTests.await(book.counted("one", null, counts))).isTrue();
        assertThat(VertxForTests.await(book.read(segments.all())).counts())
                .containsEntry("all", new SegmentCount(7, NOON));
        assertThat(VertxForTests.await(book.lease("two"))).isTrue();
    }

    @Test
    void without_segments_redis_is_not_asked_at_all() {
        SegmentCounting counting = started("one");

        counting.changed();
        VertxForTests.await(Future.future(done -> loop.runOnContext(turn -> done.complete())));

        assertThat(commands).isEmpty();
    }

    private SegmentCounting started(String self) {
        SegmentCounting counting = new SegmentCounting(
                new SegmentCounting.Tools(vertx.get(), loop, redis, keys, now::get, self),
                current::get,
                new SegmentGauges(meters));
        countings.add(counting);
        counting.start();
        return counting;
    }

    private static Map<String, SegmentCount> counts(SegmentCounting counting) {
        return VertxForTests.await(counting.counts());
    }

    private static Segments segments(String... namesAndConditions) {
        List<SegmentSettings> settings = new ArrayList<>();
        for (int i = 0; i < namesAndConditions.length; i += 2) {
            settings.add(new SegmentSettings(namesAndConditions[i], namesAndConditions[i + 1]));
        }
        return new Segments(settings, new TriggerExpressions());
    }

    private static Profile profile(String id, int orders) {
        Profile profile = Profile.empty(new ProfileId(id), NOON);
        for (int i = 0; i < orders; i++) {
            Event order = new Event(
                    EventId.of("shop", id + i),
                    "shop",
                    "order_completed",
                    NOON,
                    NOON,
                    id + i,
                    Customer.unknown("shop"),
                    Map.of(),
                    Map.of(),
                    List.of());
            profile = ProfileUpdates.apply(profile, order, NOON);
        }
        return profile;
    }

    private String profileKey(String id) {
        ProfileId profile = new ProfileId(id);
        return keys.profile(profile.partition(PARTITIONS), profile).name();
    }

    private void put(Profile profile) {
        set(profileKey(profile.id().value()), ProfileCodec.encode(profile));
    }

    private void merge(String loser, String winner) {
        ProfileId id = new ProfileId(loser);
        set(
                keys.lineage(id.partition(PARTITIONS), id).name(),
                LineageCodec.encode(
                        Lineage.NONE.leavingFor(new ProfileId(winner)).gone()));
        ProfileId into = new ProfileId(winner);
        set(
                keys.lineage(into.partition(PARTITIONS), into).name(),
                LineageCodec.encode(new Lineage(null, false, Map.of(id, "1-0"), Set.of(), Map.of())));
    }

    private void set(String key, byte[] value) {
        VertxForTests.await(
                redis.send(Lane.WORK, Request.cmd(Command.SET).arg(key).arg(Buffer.buffer(value))));
    }
}
