package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Finding;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of thin events when several processes see them, or one dies over them. */
class ThinEventsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @BeforeEach
    void clear() {
        server.cli("FLUSHALL");
    }

    @Test
    void an_event_that_a_dead_process_was_completing_arrives_once_and_whole() {
        Asked never = new Asked(thin -> Promise.<Completion>promise().future());
        QueueStation doomed = new QueueStation(server, vertx, never);
        doomed.store(event("a"));
        await().atMost(SOON).until(() -> never.times.get() == 1);

        Asked answering = new Asked(ThinEventsIT::done);
        QueueStation heir = new QueueStation(server, vertx, answering);

        await().atMost(SOON).until(() -> !decided(doomed, heir).isEmpty());
        heir.store(whole("last"));
        await().atMost(SOON).until(() -> decided(doomed, heir).contains("last null"));
        assertThat(decided(doomed, heir)).containsExactlyInAnyOrder("a 12", "last null");
        assertThat(heir.store(event("a"))).singleElement().isInstanceOf(Receipt.Duplicate.class);
    }

    @Test
    void a_process_that_dies_between_asking_and_putting_back_loses_nothing() {
        Set<String> died = ConcurrentHashMap.newKeySet();
        QueueStation station = new QueueStation(
                server,
                vertx,
                name -> {
                    if (name.equals("before-back") && died.add(name) || name.equals("after-aside") && died.add(name)) {
                        throw new IllegalStateException("dies here: " + name);
                    }
                },
                new Asked(ThinEventsIT::done));

        station.store(event("a"), event("b"), whole("c"));

        await().atMost(SOON).until(() -> decided(station).size() == 3);
        assertThat(decided(station)).containsExactlyInAnyOrder("a 12", "b 12", "c null");
        assertThat(died).containsExactlyInAnyOrder("before-back", "after-aside");
    }

    @Test
    void two_who_both_think_that_the_intakes_are_theirs_hand_each_event_on_once() {
        Asked asked = new Asked(ThinEventsIT::done);
        QueueStation one = new QueueStation(server, vertx, asked);
        QueueStation other = new QueueStation(server, vertx, asked);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            var unused = (i % 2 == 0 ? one : other).offer(List.of(event("e" + i)));
            expected.add("e" + i + " 12");
        }

        await().atMost(SOON).until(() -> decided(one, other).size() >= 60);
        assertThat(decided(one, other)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void who_would_not_complete_an_event_does_not_hand_on_what_another_has_put_aside() {
        Asked asked = new Asked(ThinEventsIT::done);
        QueueStation one = new QueueStation(server, vertx, asked);
        QueueStation other = new QueueStation(server, vertx, new Left());
        for (int i = 0; i < 60; i++) {
            var unused = (i % 2 == 0 ? one : other).offer(List.of(event("e" + i)));
        }

        await().atMost(SOON)
                .until(() -> decided(one, other).stream()
                                .map(text -> text.split(" ", -1)[0])
                                .distinct()
                                .count()
                        == 60);
        assertThat(decided(one, other)).hasSize(60);
    }

    @Test
    void when_an_event_came_is_told_by_redis_and_not_by_who_accepted_it() {
        Asked asked = new Asked(ThinEventsIT::done);
        QueueStation station = new QueueStation(server, vertx, asked);
        long before = redisMillis() - 1_000;

        Event fast = event("a");
        station.store(new Event(
                fast.id(),
                "shop",
                fast.type(),
                NOW,
                NOW.plusSeconds(3_600),
                "a",
                fast.customer(),
                Map.of(),
                Map.of(),
                List.of()));

        await().atMost(SOON).until(() -> !decided(station).isEmpty());
        assertThat(asked.entered)
                .singleElement()
                .satisfies(entered -> assertThat(entered).isBetween(before, redisMillis()));
    }

    @Test
    void completing_many_does_not_read_all_that_wait_for_each() {
        Asked asked = new Asked(ThinEventsIT::done);
        QueueStation station = new QueueStation(server, vertx, asked);
        server.cli("CONFIG", "RESETSTAT");
        Event[] events = IntStream.range(0, 400).mapToObj(i -> event("m" + i)).toArray(Event[]::new);

        station.store(events);

        await().atMost(SOON).until(() -> decided(station).size() == 400);
        String reads = server.cli("INFO", "commandstats").replaceAll("(?s).*cmdstat_zrange:calls=([0-9]+),.*", "$1");
        assertThat(Integer.parseInt(reads)).as("about one a second and intake").isLessThan(100);
    }

    @Test
    void what_somebody_else_puts_aside_in_the_same_moment_is_looked_at_soon() {
        String intake = "t:{i" + EventId.of("shop", "a").intake(QueueStation.INTAKES) + "}:";
        Asked overtaken = new Asked(ThinEventsIT::done) {
            @Override
            public Duration patience(String source) {
                server.cli("EVAL", """
                    for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
                      local member = 'shop 99999999999999 a ' .. entry[1]
                      redis.call('ZADD', KEYS[2], 1, member)
                      redis.call('HSET', KEYS[3], member, entry[2][2])
                      redis.call('XDEL', KEYS[1], entry[1])
                    end
                    return 1
                    """, "3", intake + "q", intake + "thin", intake + "thin:e");
                return super.patience(source);
            }
        };
        QueueStation station = new QueueStation(server, vertx, overtaken);

        station.store(event("a"));

        await().atMost(SOON).until(() -> !decided(station).isEmpty());
        assertThat(decided(station)).containsExactly("a 12");
    }

    private static long redisMillis() {
        return Long.parseLong(server.cli("TIME")
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .strip())
                        * 1_000
                + 999;
    }

    @Test
    void what_finds_no_room_goes_on_as_it_came() {
        server.cli("EVAL", """
            for i = 1, 2000 do
              redis.call('ZADD', KEYS[1], 99999999999999, 'other 99999999999999 ' .. i .. ' 1-' .. i)
            end
            return 1
            """, "1", "t:{i" + EventId.of("shop", "a").intake(QueueStation.INTAKES) + "}:thin");
        Asked asked = new Asked(ThinEventsIT::done);
        QueueStation station = new QueueStation(server, vertx, asked);

        station.store(event("a"));

        await().atMost(SOON).until(() -> !decided(station).isEmpty());
        assertThat(decided(station)).containsExactly("a null");
        assertThat(station.found).containsExactly(Finding.Rule.NOT_COMPLETED);
        assertThat(asked.times).hasValue(0);
    }

    @Test
    void who_is_to_be_asked_later_is_not_asked_before_when_memory_is_full() {
        Promise<Completion> answer = Promise.promise();
        Asked asked = new Asked(thin -> answer.future());
        QueueStation station = new QueueStation(server, vertx, asked);
        String waiting = "t:{i" + EventId.of("shop", "a").intake(QueueStation.INTAKES) + "}:thin";
        station.store(event("a"));
        await().atMost(SOON).until(() -> asked.times.get() == 1);
        String in5Minutes = String.valueOf(System.currentTimeMillis() + 300_000);
        server.cli("CONFIG", "SET", "maxmemory", "1");
        try {
            answer.complete(new Completion.Later(Duration.ofMinutes(10), "429"));
            await().atMost(SOON)
                    .until(() ->
                            server.cli("ZCOUNT", waiting, in5Minutes, "+inf").contains("1"));
        } finally {
            server.cli("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(asked.times).hasValue(1);
    }

    private static List<String> decided(QueueStation... stations) {
        return Stream.of(stations)
                .flatMap(station -> station.archived.stream())
                .map(decided -> decided.event().sourceId() + " "
                        + decided.event().properties().get("value"))
                .toList();
    }

    private static Event event(String id) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                "order_completed",
                NOW,
                NOW,
                id,
                Customer.unknown("shop"),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Event whole(String id) {
        Event event = event(id);
        return new Event(
                event.id(), "crm", event.type(), NOW, NOW, id, event.customer(), Map.of(), Map.of(), List.of());
    }

    private static Future<Completion> done(Event thin) {
        Map<String, Object> properties = new HashMap<>(thin.properties());
        properties.put("value", 12L);
        return Future.succeededFuture(new Completion.Done(new Event(
                thin.id(),
                thin.source(),
                thin.type(),
                thin.occurredAt(),
                thin.receivedAt(),
                thin.sourceId(),
                thin.customer(),
                properties,
                thin.context(),
                thin.consents())));
    }

    /** Completes the events of source {@code shop} as the test says. */
    private static class Asked implements Completions {
        private final Function<Event, Future<Completion>> answer;
        final AtomicInteger times = new AtomicInteger();
        final List<Long> entered = new CopyOnWriteArrayList<>();

        Asked(Function<Event, Future<Completion>> answer) {
            this.answer = answer;
        }

        @Override
        public Thinness thinness(Event event) {
            return event.source().equals("shop") ? Thinness.THIN : Thinness.WHOLE;
        }

        @Override
        public Duration patience(String source) {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration pause(String source) {
            return Duration.ZERO;
        }

        @Override
        public Future<Completion> complete(Event thin, long enteredMillis) {
            times.incrementAndGet();
            entered.add(enteredMillis);
            return answer.apply(thin);
        }
    }

    /** Has settings without access to the provider. */
    private static final class Left extends Asked {
        Left() {
            super(thin -> Future.succeededFuture(new Completion.Thin("not configured")));
        }

        @Override
        public Thinness thinness(Event event) {
            return event.source().equals("shop") ? Thinness.LEFT : Thinness.WHOLE;
        }
    }
}
