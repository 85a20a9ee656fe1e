package dev.tidegate.app;

import dev.tidegate.app.settings.ProcessRole;
import dev.tidegate.app.settings.RedisChoice;
import dev.tidegate.domain.Event;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.queue.Acceptance;
import dev.tidegate.redis.Doorbell;
import dev.tidegate.redis.Duty;
import dev.tidegate.redis.Members;
import dev.tidegate.redis.RedisClock;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.RedisWatcher;
import dev.tidegate.redis.Territory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** This process among those on the same Redis: its membership, what it owns, and the hints between them. One loop works. */
final class Team {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final Foundation ground;
    private final Context workLoop;
    private final RedisRouter redis;
    private final RedisClock redisClock = new RedisClock(System::nanoTime);
    private final Members members;
    private final Switchboard switchboard;
    private final Doorbell doorbell;
    private final List<Territory> territories = new ArrayList<>();

    Team(Foundation ground, Context workLoop) {
        this.ground = ground;
        this.workLoop = workLoop;
        this.redis = ground.router(workLoop);
        String id = Members.uniqueId("tidegate", ProcessHandle.current().pid(), ground.random());
        Doorbell[] bell = new Doorbell[1];
        this.members = new Members(
                workLoop,
                redis,
                ground.keys(),
                new Members.Self(id, duties(), alone(), Members.Timing.STANDARD),
                redisClock,
                member -> bell[0].ring(member, new Rings.Membership().text()));
        this.switchboard = new Switchboard(
                members, ground.queue().intakes(), ground.queue().partitions());
        bell[0] =
                new Doorbell(workLoop, ground.redisSettings(), ground.random(), redis, ground.keys(), id, switchboard);
        this.doorbell = bell[0];
        switchboard.connect(doorbell);
        ground.closing().add("the doorbell", doorbell::close);
    }

    Context workLoop() {
        return workLoop;
    }

    /** Redis, for calls on the loop that works or from any other thread. */
    RedisRouter redis() {
        return redis;
    }

    RedisClock redisClock() {
        return redisClock;
    }

    Members members() {
        return members;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Future<?> connect() {
        redis.watch(new RedisUpDown());
        return redis.connect();
    }

    /** This process takes its share of these slots from {@link #join} on. */
    Territory share(Duty duty, int slots, Territory.Tenant tenant) {
        Territory share = new Territory(redis, ground.keys(), members, duty, slots, tenant);
        territories.add(share);
        return share;
    }

    /** Takes part; to be called on the loop that works. */
    Future<Void> join() {
        doorbell.open();
        long timer = ground.vertx().setPeriodic(LOOK_EVERY.toMillis(), tick -> switchboard.lookAtEverything());
        ground.closing().add("membership", this::leave);
        ground.closing().add("the regular look", () -> {
            ground.vertx().cancelTimer(timer);
            return Future.succeededFuture();
        });
        return members.start();
    }

    /** Events that the gateway itself makes are taken in by every process, also one that does not accept others. */
    EventStore ownEvents(BooleanSupplier full) {
        Acceptance acceptance = new Acceptance(
                workLoop,
                redis,
                ground.keys(),
                ground.queue(),
                RandomGenerator.getDefault(),
                full,
                switchboard::intake,
                ground.crashPoint());
        return (List<Event> events) -> onWorkLoop(() -> acceptance.store(events));
    }

    /** The operator has set something: all processes look. */
    void control() {
        workLoop.runOnContext(turn -> switchboard.control());
    }

    <T> Future<T> onWorkLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        workLoop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }

    /** Gives everything back before leaving, so that others need not wait for this process to be taken for dead. */
    private Future<Void> leave() {
        return onWorkLoop(() -> members.retire()
                .otherwiseEmpty()
                .compose(v ->
                        Future.join(territories.stream().map(Territory::close).toList()))
                .otherwiseEmpty()
                .compose(v -> members.close()));
    }

    private Set<Duty> duties() {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        if (ground.has(ProcessRole.DECIDE)) {
            duties.add(Duty.INTAKE);
            duties.add(Duty.DECIDE);
        }
        if (ground.has(ProcessRole.DELIVER)) {
            duties.add(Duty.DELIVER);
        }
        return duties;
    }

    /** A Redis that this process has started is nobody else's, so what a killed process held is taken over at once. */
    private boolean alone() {
        return ground.process().redis() instanceof RedisChoice.Embedded;
    }

    /** Also wakes everything when Redis is back: hints were missed. */
    private final class RedisUpDown implements RedisWatcher {
        @Override
        public void up() {
            ground.redisMetrics().up(true);
            workLoop.runOnContext(turn -> switchboard.lookAtEverything());
        }

        @Override
        public void down() {
            ground.redisMetrics().up(false);
        }
    }
}
