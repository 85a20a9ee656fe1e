package dev.tidegate.queue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.EventCodec;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.Triggers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A process that accepts and decides, on a real Redis; what it releases is only remembered. */
public final class QueueStation {
    public static final int INTAKES = 4;
    public static final int PARTITIONS = 8;

    private static final long MOST_QUEUED = 1_000_000;

    public final Keys keys = new Keys("t");
    public final Context context;
    public final RedisRouter redis;
    public final List<Message> released = new CopyOnWriteArrayList<>();
    public final List<MessageId> withdrawn = new CopyOnWriteArrayList<>();
    /** The partitions that withdrew, each with the message. */
    final List<String> withdrawnIn = new CopyOnWriteArrayList<>();

    public final List<String> decided = new CopyOnWriteArrayList<>();
    public final List<Finding.Rule> found = new CopyOnWriteArrayList<>();
    public final List<Decided> archived = new CopyOnWriteArrayList<>();
    public final List<Merged> merged = new CopyOnWriteArrayList<>();
    public final QueueSettings settings;
    /** How far the estimate of Redis' clock has moved back, in ms. */
    volatile long clockBack;

    private final RedisServer server;
    private final Acceptance acceptance;
    private final DecideRole role;

    /** An event that was decided on, and for whom. */
    public record Decided(ProfileId profile, Event event) {}

    /** That a profile was merged into another one. */
    public record Merged(ProfileId into, ProfileId profile, Instant at) {}

    /** Starts and owns everything. */
    public QueueStation(RedisServer server, VertxForTests vertx, TriggerSettings... definitions) {
        this(server, vertx, MOST_QUEUED, Policy.STANDARD, name -> {}, Completions.NONE, definitions);
        work();
    }

    /** With limits for marketing. */
    public QueueStation(RedisServer server, VertxForTests vertx, Policy policy, TriggerSettings... definitions) {
        this(server, vertx, MOST_QUEUED, policy, name -> {}, Completions.NONE, definitions);
        work();
    }

    /** @param crashPoint where the deciding part comes by */
    QueueStation(RedisServer server, VertxForTests vertx, CrashPoint crashPoint, TriggerSettings... definitions) {
        this(server, vertx, MOST_QUEUED, Policy.STANDARD, crashPoint, Completions.NONE, definitions);
        work();
    }

    /** With thin events. */
    QueueStation(RedisServer server, VertxForTests vertx, Completions completions) {
        this(server, vertx, name -> {}, completions);
    }

    QueueStation(RedisServer server, VertxForTests vertx, CrashPoint crashPoint, Completions completions) {
        this(server, vertx, MOST_QUEUED, Policy.STANDARD, crashPoint, completions);
        work();
    }

    /**
     * One that accepts and does not decide before {@link #work}.
     *
     * @param mostQueued so many events may wait
     */
    static QueueStation idle(RedisServer server, VertxForTests vertx, long mostQueued, TriggerSettings... definitions) {
        return new QueueStation(server, vertx, mostQueued, Policy.STANDARD, name -> {}, Completions.NONE, definitions);
    }

    private QueueStation(
            RedisServer server,
            VertxForTests vertx,
            long mostQueued,
            Policy policy,
            CrashPoint crashPoint,
            Completions completions,
            TriggerSettings... definitions) {
        this.server = server;
        settings = new QueueSettings(
                INTAKES,
                PARTITIONS,
                Duration.ofHours(24),
                Map.of(),
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofDays(400),
                mostQueued);
        context = vertx.eventLoop();
        redis = new RedisRouter(context, server.settings(), RandomGenerator.getDefault(), RedisObserver.NONE);
        VertxForTests.await(redis.connect());
        Triggers triggers = new Triggers(List.of(definitions), policy, new TriggerExpressions());
        role = new DecideRole(
                new DecideTools(
                        vertx.get(),
                        redis,
                        keys,
                        settings,
                        () -> System.currentTimeMillis() - clockBack,
                        RandomGenerator.getDefault(),
                        crashPoint),
                new DecidePorts(() -> triggers, new Released(), new Meter(), new Archive(), completions),
                partition -> {},
                partition -> {});
        acceptance = new Acceptance(
                context, redis, keys, settings, RandomGenerator.getDefault(), () -> false, this::ring, name -> {});
    }

    /** Takes all intakes and partitions. */
    void work() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            server.cli("SET", keys.decideOwner(partition).name(), "1:me");
        }
        context.runOnContext(turn -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                role.takePartition(partition, new Ownership("1:me"));
            }
            for (int intake = 0; intake < INTAKES; intake++) {
                role.takeIntake(intake);
            }
        });
    }

    /** Gives all intakes and partitions back. */
    void leave() {
        VertxForTests.call(context, () -> {
            List<Future<Void>> leaving = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                leaving.add(role.leavePartition(partition));
            }
            for (int intake = 0; intake < INTAKES; intake++) {
                leaving.add(role.leaveIntake(intake));
            }
            return Future.all(leaving);
        });
    }

    private final class Archive implements DecidedEvents {
        @Override
        public void decided(ProfileId profile, byte[] event) {
            archived.add(new Decided(profile, EventCodec.decode(event)));
        }

        @Override
        public void merged(ProfileId into, ProfileId profile, Instant at) {
            merged.add(new Merged(into, profile, at));
        }
    }

    private void ring(int intake) {
        boolean unused = role.ringIntake(intake);
    }

    /** Has events accepted, as the public port does. */
    @CanIgnoreReturnValue
    public List<Receipt> store(Event... events) {
        return VertxForTests.call(context, () -> acceptance.store(List.of(events)));
    }

    /** The same as a future, from any thread. */
    public Future<List<Receipt>> offer(List<Event> events) {
        return Future.future(
                promise -> context.runOnContext(turn -> acceptance.store(events).onComplete(promise)));
    }

    private final class Meter implements DecisionMeter {
        @Override
        public void decided(String trigger, Verdict.Outcome outcome) {
            decided.add(trigger + " " + outcome.label());
        }

        @Override
        public void found(Finding.Rule rule) {
            found.add(rule);
        }
    }

    private final class Released implements Outgoing {
        @Override
        public void release(FencedOps.Group group, int partition, Message message, @Nullable HeldCooldown cooldown) {
            released.add(message);
        }

        @Override
        public void withdraw(FencedOps.Group group, int partition, MessageId message, String reason) {
            withdrawn.add(message);
            withdrawnIn.add(partition + " " + message.value());
        }

        @Override
        public void ring(int partition, String destination) {}
    }
}
