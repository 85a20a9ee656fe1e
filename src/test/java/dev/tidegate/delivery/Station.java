package dev.tidegate.delivery;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.Connectors;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.DeliveryMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One delivering process on a real Redis, with what a test needs to put messages in and to see what became of them. */
final class Station {
    static final int PARTITIONS = 4;
    static final String DESTINATION = "hook";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Keys keys = new Keys("tg");
    final RedisServer redis;
    final RedisRouter router;
    final DeliveryTools tools;
    final DeliveryWorker worker;
    final Deliveries deliveries;
    final Outbox outbox = new Outbox(keys);
    final AtomicInteger fenced = new AtomicInteger();
    private final String member;

    Station(RedisServer redis, VertxForTests vertx, String member) {
        this(redis, vertx, member, name -> {});
    }

    Station(RedisServer redis, VertxForTests vertx, String member, CrashPoint crashPoint) {
        this.redis = redis;
        this.member = member;
        Context context = vertx.eventLoop();
        this.router = new RedisRouter(context, redis.settings(), new Random(1), RedisObserver.NONE);
        VertxForTests.await(router.connect());
        this.tools = new DeliveryTools(
                vertx.get(),
                router,
                keys,
                HostLookup.system(),
                Clock.systemUTC(),
                new Random(7),
                new DeliveryMetrics(meters, new DecisionMetrics(meters, List.of("cart-abandoned"))),
                Connectors::of,
                crashPoint,
                Duration.ofDays(30));
        this.worker = new DeliveryWorker(context, tools, (partition, ownership) -> fenced.incrementAndGet());
        this.deliveries = new Deliveries(router, keys, PARTITIONS, worker::ring, () -> {});
    }

    /** A webhook destination that retries at once and may be at a private address. */
    static DestinationSettings hook(FakeEsp esp) {
        return hook(esp, settings -> settings);
    }

    static DestinationSettings hook(FakeEsp esp, UnaryOperator<DestinationDraft> changes) {
        ConnectorSettings type =
                new ConnectorSettings.Webhook(esp.url(), List.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
        return changes.apply(new DestinationDraft(type).with(OnUnknown.RETRY)).settings();
    }

    /** Starts with this destination and takes all partitions. */
    @CanIgnoreReturnValue
    Station start(DestinationSettings settings) {
        VertxForTests.await(worker.start(List.of(settings)));
        takeAll(1);
        return this;
    }

    /** Becomes the one who delivers all partitions. */
    void takeAll(int epoch) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            take(partition, epoch);
        }
    }

    /** Becomes the one who delivers the partition. */
    void take(int partition, int epoch) {
        Ownership ownership = new Ownership(epoch + ":" + member);
        redis.cli("SET", keys.deliverOwner(partition).name(), ownership.value());
        worker.taken(partition, ownership);
    }

    static int partition(Message message) {
        return message.profile().partition(PARTITIONS);
    }

    /** Releases messages as a partition's writer does, and rings. */
    @CanIgnoreReturnValue
    Station release(Message... messages) {
        return release(Arrays.asList(messages), null);
    }

    @CanIgnoreReturnValue
    Station release(List<Message> messages, Outbox.@Nullable HeldCooldown cooldown) {
        store(messages, cooldown);
        messages.forEach(message -> worker.ring(partition(message), message.destination()));
        return this;
    }

    /** Releases messages without telling anybody. */
    void store(List<Message> messages, Outbox.@Nullable HeldCooldown cooldown) {
        Ownership decider = new Ownership("1:decider");
        for (int partition = 0; partition < PARTITIONS; partition++) {
            redis.cli("SET", keys.decideOwner(partition).name(), decider.value());
        }
        for (Message message : messages) {
            FencedOps ops = FencedOps.owned(keys.decideOwner(partition(message)), decider);
            outbox.add(ops.group(FencedOps.Guard.always()), partition(message), message, cooldown);
            VertxForTests.await(ops.run(router, Lane.WORK));
        }
    }

    void withdraw(Message message, String reason) {
        FencedOps ops = FencedOps.owned(keys.decideOwner(partition(message)), new Ownership("1:decider"));
        outbox.withdraw(ops.group(FencedOps.Guard.always()), partition(message), message.id(), reason);
        VertxForTests.await(ops.run(router, Lane.WORK));
    }

    Delivery delivery(Message message) {
        return VertxForTests.await(deliveries.find(new Delivery.Id(partition(message), message.id()).text()))
                .orElseThrow();
    }

    DeliveryStatus status(Message message) {
        return delivery(message).status();
    }

    List<String> outcomes(Message message) {
        return delivery(message).attempts().stream().map(Attempt::outcome).toList();
    }

    double ended(String outcome) {
        Counter counter = meters.find("tidegate.delivery.attempts")
                .tags("destination", DESTINATION, "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Dies without putting anything in order. */
    void die() {
        VertxForTests.await(router.close());
    }
}
