package dev.tidegate.delivery;

import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisWatcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's delivering part: the partitions that it delivers, and a queue for each destination that all of them feed. It
 * lives on one event loop and may be called from anywhere.
 *
 * <p>Messages for a destination that is not configured any more stay where they are, to be seen and to go on when it comes
 * back.
 */
public final class DeliveryWorker implements RedisWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    /** Hints may be lost, so everything is looked into now and then. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    /** Figures that are newer than this are good enough; much shorter than the time between two scrapes. */
    private static final Duration DEPTHS_VALID = Duration.ofSeconds(2);

    private static final int LOOKS_PER_TIDYING = 20;

    private final Context context;
    private final Vertx vertx;
    private final DeliveryTools tools;
    private final Fenced fenced;
    private final Look look;
    private final Control control;
    private final Map<Integer, Ownership> partitions = new TreeMap<>();
    private final Map<String, DestinationQueue> queues = new TreeMap<>();
    private int looks;
    private long lookTimer = -1;
    private Instant seenAt = Instant.MIN;
    private List<Depth> depths = List.of();
    private @Nullable Future<List<Depth>> looking;

    /**
     * @param context of the event loop that it lives on
     * @param fenced is told of partitions that someone else turned out to deliver
     */
    public DeliveryWorker(Context context, DeliveryTools tools, Fenced fenced) {
        this.context = context;
        this.vertx = tools.vertx();
        this.tools = tools;
        this.fenced = fenced;
        this.look = new Look(tools.redis(), tools.keys());
        this.control = new Control(tools.redis(), tools.keys());
    }

    /** Is told that a script was refused because someone else delivers the partition; nothing is taken from it any more. */
    @FunctionalInterface
    public interface Fenced {
        void fenced(int partition, Ownership ownership);
    }

    /** Takes up work with these destinations. */
    public Future<Void> start(Collection<DestinationSettings> destinations) {
        return onLoop(() -> {
            lookTimer = vertx.setPeriodic(
                    LOOK_EVERY.toMillis(),
                    tick -> lookAround().onFailure(cause -> LOG.debug("could not look around", cause)));
            tools.redis().watch(this);
            return replace(destinations);
        });
    }

    /** Goes on with these destinations; a queue whose settings are the same goes on undisturbed. */
    public Future<Void> configure(Collection<DestinationSettings> destinations) {
        return onLoop(() -> replace(destinations));
    }

    /** This process delivers the partition from now on. */
    public void taken(int partition, Ownership ownership) {
        run(() -> {
            partitions.put(partition, ownership);
            queues.values().forEach(queue -> queue.supply(partition, ownership));
        });
    }

    /** Begins nothing new in the partition; the answer comes when what is in hand is recorded. */
    public Future<Void> leave(int partition) {
        return onLoop(() -> {
            partitions.remove(partition);
            return withdraw(partition);
        });
    }

    private Future<Void> withdraw(int partition) {
        return Future.join(queues.values().stream()
                        .map(queue -> queue.withdraw(partition))
                        .toList())
                .mapEmpty();
    }

    /** Someone else delivers the partition. */
    public void lost(int partition) {
        Future<Void> unused = leave(partition);
    }

    /** There may be new messages for the destination in the partition. */
    public void ring(int partition, String destination) {
        run(() -> {
            DestinationQueue queue = queues.get(destination);
            if (queue != null) {
                queue.ring(partition);
            }
        });
    }

    /** Looks up what the operator has set since. */
    public Future<Void> refreshControl() {
        return onLoop(() -> Future.join(queues.values().stream()
                        .map(queue -> control.paused(queue.settings().name())
                                .onSuccess(said ->
                                        queue.pause(said.orElse(queue.settings().paused()))))
                        .toList())
                .mapEmpty());
    }

    /** How much waits for each destination; not older than some two seconds. */
    public Future<List<Depth>> depths() {
        return onLoop(() -> {
            boolean valid = Duration.between(seenAt, tools.clock().instant()).compareTo(DEPTHS_VALID) < 0;
            return valid ? Future.succeededFuture(depths) : lookAround();
        });
    }

    /** Sends a test message past the queue; empty when there is no such destination. */
    public Future<Optional<Tried>> test(String destination, TestMessage message) {
        return onLoop(() -> {
            DestinationQueue queue = queues.get(destination);
            return queue == null
                    ? Future.succeededFuture(Optional.empty())
                    : queue.test(message).map(Optional::of);
        });
    }

    /** How each destination stands. */
    public Future<List<DestinationState>> states() {
        return onLoop(() -> Future.succeededFuture(
                queues.values().stream().map(DestinationQueue::state).toList()));
    }

    /** Makes no more attempts; the answer comes when those under way are recorded. */
    public Future<Void> stop() {
        return onLoop(() -> {
            vertx.cancelTimer(lookTimer);
            partitions.clear();
            List<Future<Void>> stopping =
                    queues.values().stream().map(DestinationQueue::stop).toList();
            queues.clear();
            return Future.join(stopping).mapEmpty();
        });
    }

    @Override
    public void up() {
        run(() -> queues.values().forEach(DestinationQueue::lookEverywhere));
    }

    @Override
    public void down() {}

    private Future<Void> replace(Collection<DestinationSettings> destinations) {
        Map<String, DestinationSettings> wanted = new HashMap<>();
        destinations.forEach(settings -> wanted.put(settings.name(), settings));
        List<DestinationQueue> old = new ArrayList<>(queues.values());
        for (DestinationQueue queue : old) {
            String name = queue.settings().name();
            if (queue.settings().equals(wanted.get(name))) {
                wanted.remove(name);
            } else {
                queues.remove(name);
                queue.stop().onFailure(cause -> LOG.warn("a destination did not stop in good order", cause));
            }
        }
        return Future.all(wanted.values().stream().map(this::open).toList()).mapEmpty();
    }

    /** Nothing is sent before it is known whether the operator has paused the destination. */
    private Future<Void> open(DestinationSettings settings) {
        DestinationQueue queue = new DestinationQueue(tools, settings, true, this::onFenced);
        queues.put(settings.name(), queue);
        partitions.forEach(queue::supply);
        return Persistent.until(vertx, () -> control.paused(settings.name()))
                .onSuccess(said -> queue.pause(said.orElse(settings.paused())))
                .mapEmpty();
    }

    private void onFenced(int partition, Ownership ownership) {
        if (partitions.remove(partition, ownership)) {
            Future<Void> unused = withdraw(partition);
            fenced.fenced(partition, ownership);
        }
    }

    // ---- looking around
    // ------------------------------------------------------------------------------------------------

    private Future<List<Depth>> lookAround() {
        if (looking != null) {
            return looking;
        }
        List<String> names = List.copyOf(queues.keySet());
        List<Integer> owned = names.isEmpty() ? List.of() : List.copyOf(partitions.keySet());
        List<Future<Look.Seen>> all =
                owned.stream().map(partition -> lookAt(partition, names)).toList();
        if (++looks % LOOKS_PER_TIDYING == 0) {
            owned.forEach(partition -> tidy(partition, names));
        }
        Future<List<Depth>> result = Future.join(all)
                .map(seen -> sum(names, seen.<Look.Seen>list()))
                .onSuccess(sums -> {
                    depths = sums;
                    seenAt = tools.clock().instant();
                });
        looking = result;
        return result.onComplete(done -> looking = null);
    }

    private Future<Look.Seen> lookAt(int partition, List<String> names) {
        return look.at(partition, names)
                .onSuccess(seen -> seen.destinations().forEach((name, counts) -> {
                    DestinationQueue queue = queues.get(name);
                    if (queue != null && counts.isReady(seen.redisMillis())) {
                        queue.ring(partition);
                    }
                }));
    }

    private void tidy(int partition, List<String> names) {
        look.forget(partition, names, tools.clock().millis(), tools.retention())
                .onFailure(cause -> LOG.debug("a partition could not be tidied", cause));
    }

    private static List<Depth> sum(List<String> names, List<Look.Seen> partitions) {
        List<Depth> depths = new ArrayList<>();
        for (String name : names) {
            Look.Counts counts = Look.Counts.NONE;
            for (Look.Seen seen : partitions) {
                counts = counts.plus(seen.destinations().getOrDefault(name, Look.Counts.NONE));
            }
            depths.add(depth("deliveries", name, counts.outbox()));
            depths.add(depth("retries", name, counts.retries()));
            depths.add(depth("dead", name, counts.dead()));
        }
        return List.copyOf(depths);
    }

    private static Depth depth(String queue, String destination, Look.Count count) {
        Instant oldest = count.firstMillis() < 0 ? null : Instant.ofEpochMilli(count.firstMillis());
        return new Depth(queue, destination, count.entries(), oldest);
    }

    // ---- the event loop
    // -----------------------------------------------------------------------------------------------

    private void run(Runnable work) {
        context.runOnContext(turn -> work.run());
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }
}
