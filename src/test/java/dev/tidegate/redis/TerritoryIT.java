package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static dev.tidegate.support.VertxForTests.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.redis.FencedOps.Guard;
import dev.tidegate.redis.Members.Self;
import dev.tidegate.redis.Members.Timing;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TerritoryIT {
    private static final int COUNT = 16;
    private static final Keys KEYS = new Keys("tg");
    private static final Timing QUICK = new Timing(Duration.ofMillis(100), Duration.ofMillis(1_500));

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<Gateway> processes = new ArrayList<>();

    @AfterEach
    void stopAll() {
        assertThat(processes).allMatch(process -> process.takenTwice.isEmpty());
        processes.forEach(process -> await(process.router.close()));
    }

    @Test
    void one_process_takes_everything() {
        Gateway a = process("a", QUICK);

        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));

        assertThat(a.held.get(0)).isEqualTo(new Ownership("1:a"));
        assertThat(REDIS.cli("GET", KEYS.decideOwner(0).name())).isEqualTo("1:a");
    }

    @Test
    void those_that_join_get_their_share_and_no_slot_ever_has_two_owners_of_one_epoch() {
        Gateway a = process("a", QUICK);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
        Gateway b = process("b", QUICK);
        Gateway c = process("c", QUICK);

        await().untilAsserted(() -> {
            assertThat(a.held.size() + b.held.size() + c.held.size()).isEqualTo(COUNT);
            assertThat(List.of(a.held.size(), b.held.size(), c.held.size())).allMatch(size -> size >= 4 && size <= 6);
        });

        List<String> epochs = new ArrayList<>();
        processes.forEach(process -> epochs.addAll(process.epochsTaken));
        assertThat(epochs).doesNotHaveDuplicates();
    }

    @Test
    void one_that_stops_gives_back_at_once() {
        Gateway a = process("a", Timing.STANDARD);
        Gateway b = process("b", Timing.STANDARD);
        await().untilAsserted(() -> assertThat(a.held.size() + b.held.size()).isEqualTo(COUNT));
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));

        long start = System.nanoTime();
        await(b.stop());
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(b.left).hasSize(COUNT / 2);
        assertThat(REDIS.cli("HKEYS", KEYS.members().name())).isEqualTo("a");
    }

    @Test
    void one_that_dies_is_replaced_when_its_silence_is_noticed() {
        Gateway a = process("a", QUICK);
        Gateway b = process("b", QUICK);
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT / 2));

        await(b.router.close());

        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
    }

    @Test
    void a_zombie_is_fenced_and_lets_go_when_it_wakes_up() {
        Gateway a = process("a", QUICK);
        Vertx unchecked = Vertx.vertx();
        Gateway b = new Gateway("b", QUICK, false, ((VertxInternal) unchecked).createEventLoopContext());
        processes.add(b);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT / 2));
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));
        Map<Integer, Ownership> heldByZombie = Map.copyOf(b.held);

        CountDownLatch alarm = b.sleep();
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
        heldByZombie.forEach((slot, ownership) -> {
            FencedOps ops = FencedOps.owned(KEYS.decideOwner(slot), ownership);
            ops.group(Guard.always()).op("DEL", KEYS.timers(slot));
            assertThat(await(ops.run(a.router, Lane.WORK))).isEqualTo(new FencedOps.Result.Fenced());
        });
        alarm.countDown();

        await().untilAsserted(() -> assertThat(b.lost).containsAll(heldByZombie.keySet()));
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT / 2));
        await(b.router.close());
        processes.remove(b);
        await(unchecked.close());
    }

    @Test
    void nobody_is_taken_for_dead_because_redis_was_away() {
        Gateway a = process("a", QUICK);
        Gateway b = process("b", QUICK);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT / 2));
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));
        Map<Integer, Ownership> before = Map.copyOf(a.held);

        REDIS.pause();
        await().pollDelay(QUICK.deadAfter().plusMillis(500)).until(() -> true);
        REDIS.resume();
        await().atMost(Duration.ofSeconds(5)).until(() -> a.router.isUp() && b.router.isUp());
        await().pollDelay(QUICK.deadAfter().plusMillis(500)).until(() -> true);

        assertThat(a.held).isEqualTo(before);
        assertThat(b.held).hasSize(COUNT / 2);
    }

    @Test
    void a_lone_process_takes_over_from_its_crashed_predecessor_at_once() {
        Gateway a = process("a", Timing.STANDARD);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
        await(a.router.close());

        Gateway b = process("b", Timing.STANDARD, true);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(b.held).hasSize(COUNT));
        assertThat(b.held.get(3)).isEqualTo(new Ownership("2:b"));
    }

    @Test
    void one_that_was_fenced_takes_the_slot_again_only_when_it_is_free() {
        Gateway a = process("a", QUICK);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
        Ownership mine = Objects.requireNonNull(a.held.get(0));
        REDIS.cli("SET", KEYS.decideOwner(0).name(), "9:gone");

        a.context.runOnContext(turn -> {
            a.held.remove(0);
            a.territory.fenced(0, mine);
        });

        await().until(() -> new Ownership("10:a").equals(a.held.get(0)));
    }

    @Test
    void one_whose_work_never_asks_for_the_owner_notices_too_that_it_lost_a_slot() {
        Gateway a = process("a", QUICK);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));

        REDIS.cli("SET", KEYS.decideOwner(7).name(), "9:other");

        await().untilAsserted(() -> assertThat(a.lost).contains(7));
        await().untilAsserted(() -> assertThat(a.held.get(7)).isEqualTo(new Ownership("10:a")));
    }

    @Test
    void a_slot_whose_live_owner_does_not_know_of_it_is_taken_after_a_while() {
        Gateway a = process("a", QUICK);
        Gateway b = process("b", QUICK);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT / 2));
        await().untilAsserted(() -> assertThat(b.held).hasSize(COUNT / 2));
        int slot = b.held.keySet().iterator().next();
        Ownership ofB = Objects.requireNonNull(b.held.get(slot));
        // As if a claim of a had been carried out although its answer was lost.
        REDIS.cli("SET", KEYS.decideOwner(slot).name(), "5:a");
        b.context.runOnContext(turn -> {
            b.held.remove(slot);
            b.territory.fenced(slot, ofB);
        });

        await().until(() -> new Ownership("6:b").equals(b.held.get(slot)));
    }

    @Test
    void knows_the_time_of_redis() {
        Gateway a = process("a", QUICK);

        String[] time = REDIS.cli("TIME").split("\n", -1);
        long redis = Long.parseLong(time[0]) * 1_000 + Long.parseLong(time[1]) / 1_000;

        assertThat(a.clock.millis()).isBetween(redis - 500, redis + 500);
    }

    @Test
    void an_idle_process_sends_next_to_nothing() {
        Gateway a = process("a", Timing.STANDARD);
        await().untilAsserted(() -> assertThat(a.held).hasSize(COUNT));
        long before = commands();

        await().pollDelay(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(10)).until(() -> true);

        // Heartbeats with what they call, and PINGs of the silent lane; the count itself adds AUTH and INFO.
        assertThat(commands() - before).isLessThan(6 * 5);
    }

    private static long commands() {
        return REDIS.cli("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("^[^=]*calls=(\\d+),.*", "$1")))
                .sum();
    }

    private Gateway process(String id, Timing timing) {
        return process(id, timing, false);
    }

    private Gateway process(String id, Timing timing, boolean alone) {
        Gateway process = new Gateway(id, timing, alone, vertx.eventLoop());
        processes.add(process);
        return process;
    }

    /** What one gateway process does, as far as ownership goes. */
    private final class Gateway implements Territory.Tenant {
        final Context context;
        final RedisRouter router;
        final RedisClock clock = new RedisClock(System::nanoTime);
        final Members members;
        final Territory territory;
        final Map<Integer, Ownership> held = new ConcurrentHashMap<>();
        final List<Integer> takenTwice = new CopyOnWriteArrayList<>();
        final Set<String> epochsTaken = ConcurrentHashMap.newKeySet();
        final List<Integer> left = new CopyOnWriteArrayList<>();
        final List<Integer> lost = new CopyOnWriteArrayList<>();

        Gateway(String id, Timing timing, boolean alone, Context context) {
            this.context = context;
            this.router = new RedisRouter(context, REDIS.settings(), new Random(3), RedisObserver.NONE);
            await(router.connect());
            Self self = new Self(id, Set.of(Duty.DECIDE), alone, timing);
            members = new Members(context, router, KEYS, self, clock, this::nudge);
            territory = new Territory(router, KEYS, members, Duty.DECIDE, COUNT, this);
            call(context, members::start);
        }

        private void nudge(String member) {
            processes.stream()
                    .filter(process -> process.members.id().equals(member))
                    .forEach(process -> process.context.runOnContext(turn -> process.members.hurry()));
        }

        Future<Void> stop() {
            return Future.future(promise -> context.runOnContext(turn -> members.retire()
                    .compose(retired -> territory.close())
                    .compose(empty -> members.close())
                    .onComplete(promise)));
        }

        /** As if the process had got a SIGSTOP: its event loop stands still until the latch is counted down. */
        CountDownLatch sleep() {
            CountDownLatch alarm = new CountDownLatch(1);
            context.runOnContext(turn -> {
                try {
                    alarm.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return alarm;
        }

        @Override
        public void taken(int slot, Ownership ownership) {
            if (held.put(slot, ownership) != null) {
                takenTwice.add(slot);
            }
            epochsTaken.add(slot + "/" + ownership.epoch());
        }

        @Override
        public Future<Void> leave(int slot) {
            held.remove(slot);
            left.add(slot);
            return Future.succeededFuture();
        }

        @Override
        public void lost(int slot) {
            held.remove(slot);
            lost.add(slot);
        }
    }
}
