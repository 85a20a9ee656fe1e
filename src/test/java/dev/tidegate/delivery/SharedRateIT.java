package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.delivery.DeliveryFixture.ids;
import static dev.tidegate.delivery.DeliveryFixture.mostWithin;
import static dev.tidegate.delivery.Station.hook;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.redis.Ownership;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.FakeEsp.Received;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several processes deliver to a destination that has one rate for all of them. */
class SharedRateIT {
    private static final Rate RATE = new Rate(200, Duration.ofSeconds(1));

    /** A chunk and a second one that a process was late for, what was drawn before and used within its time, and one. */
    private static final int BURST = 10 + 10 + 100 + 1;

    private static final Pattern UNIQUE_ID = Pattern.compile("\"unique_id\":\"([^\"]+)\"");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<Station> stations = new ArrayList<>();
    private FakeEsp esp;

    @BeforeEach
    void start() {
        esp = new FakeEsp(vertx.get());
        for (int i = 0; i < Station.PARTITIONS; i++) {
            stations.add(new Station(REDIS, vertx, "s" + i));
        }
    }

    @AfterEach
    void stop() {
        stations.forEach(station -> VertxForTests.await(station.worker.stop()));
        stations.forEach(station -> VertxForTests.await(station.router.close()));
    }

    @Test
    void all_together_keep_to_the_rate() {
        List<Message> messages = carts(1_000);
        stations.getFirst().store(messages, null);

        eachDeliversOnePartition();

        await().atMost(Duration.ofSeconds(30)).until(() -> esp.received().size() >= 1_000);
        List<Received> received = esp.received();
        assertThat(ids(received)).hasSize(1_000);
        assertThat(mostWithin(Duration.ofSeconds(1), received)).isLessThanOrEqualTo(200 + BURST);
        assertThat(mostWithin(Duration.ofSeconds(3), received)).isLessThanOrEqualTo(600 + BURST);
        assertThat(span(received)).isGreaterThan(Duration.ofMillis(1_000 * (1_000 - BURST) / 200));
    }

    @Test
    void one_that_has_all_the_work_gets_the_whole_rate() {
        List<Message> busy = carts(4_000).stream()
                .filter(message -> Station.partition(message) == 0)
                .limit(600)
                .toList();
        stations.getFirst().store(busy, null);

        eachDeliversOnePartition();

        await().atMost(Duration.ofSeconds(30)).until(() -> esp.received().size() >= 600);
        assertThat(mostWithin(Duration.ofSeconds(1), esp.received()))
                .as("a quarter of the rate would be 50")
                .isBetween(120, 200 + BURST);
    }

    @Test
    void when_the_esp_tells_one_to_wait_the_others_wait_too() {
        esp.then(status(429, "retry-after", "3"));
        List<Message> messages = carts(200);
        stations.getFirst().store(messages, null);
        eachDeliversOnePartition();
        await().until(() -> REDIS.cli("HGET", "tg:{qhook}:quota", "rest").length() > 1);

        await().until(() -> esp.received().size() >= 201);

        List<Received> received = esp.received();
        long first = received.getFirst().nanos();
        assertThat(received.stream()
                        .filter(one ->
                                one.nanos() - first < Duration.ofMillis(2_800).toNanos())
                        .count())
                .as("what was under way, and what the others had drawn by then")
                .isLessThanOrEqualTo(60);
    }

    @Test
    void sends_nothing_without_redis_and_goes_on_with_it_within_the_rate() {
        List<Message> messages = carts(800);
        stations.getFirst().store(messages, null);
        REDIS.cli("CONFIG", "SET", "appendfsync", "always");
        eachDeliversOnePartition();
        await().until(() -> esp.received().size() > 100);

        REDIS.kill();
        int seen = esp.received().size();
        await().during(Duration.ofMillis(800)).until(() -> esp.received().size() <= seen + 4 * 8);
        REDIS.restart();

        await().atMost(Duration.ofSeconds(30)).until(() -> ids(esp.received()).size() == 800);
        assertThat(mostWithin(Duration.ofSeconds(1), esp.received())).isLessThanOrEqualTo(200 + BURST);
    }

    @Test
    void all_together_keep_to_the_interval_of_bulk_jobs_also_after_they_were_told_to_wait() {
        esp.then(status(429, "retry-after", "1")).always(status(202));
        List<Message> messages = carts(3_000);
        stations.getFirst().store(messages, null);

        eachDeliversOnePartition(bulk());

        await().atMost(Duration.ofSeconds(60)).until(() -> told(esp.received()) == 3_000);
        List<Received> jobs = esp.received().stream()
                .filter(request -> request.path().endsWith("event-bulk-create-jobs"))
                .toList();
        assertThat(jobs.size()).isGreaterThan(8);
        assertThat(mostWithin(Duration.ofSeconds(1), jobs))
                .as("one each 400 ms, what was drawn before and used within its time, and one that a process was"
                        + " late for")
                .isLessThanOrEqualTo(5);
    }

    private DestinationSettings bulk() {
        DestinationSettings plain = hook(esp);
        return new DestinationSettings(
                plain.name(),
                new ConnectorSettings.Klaviyo(new Secret("pk_1"), esp.url(), true),
                plain.timeout(),
                plain.concurrency(),
                null,
                plain.retry(),
                plain.breaker(),
                null,
                true,
                OnlyTo.ANYBODY,
                false,
                false);
    }

    /** How many messages Klaviyo was told of, however often. */
    private static int told(List<Received> received) {
        Set<String> ids = new HashSet<>();
        received.forEach(request -> UNIQUE_ID.matcher(request.body()).results().forEach(id -> ids.add(id.group(1))));
        return ids.size();
    }

    private void eachDeliversOnePartition() {
        eachDeliversOnePartition(hook(esp, draft -> draft.with(RATE)));
    }

    private void eachDeliversOnePartition(DestinationSettings destination) {
        for (int partition = 0; partition < Station.PARTITIONS; partition++) {
            Station station = stations.get(partition);
            VertxForTests.await(station.worker.start(List.of(destination)));
            Ownership ownership = new Ownership("1:s" + partition);
            REDIS.cli("SET", station.keys.deliverOwner(partition).name(), ownership.value());
            station.worker.taken(partition, ownership);
        }
    }

    private static Duration span(List<Received> received) {
        List<Long> times = received.stream().map(Received::nanos).sorted().toList();
        return Duration.ofNanos(times.getLast() - times.getFirst());
    }
}
