package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The deciding part of a process: works off the intakes and partitions that are this process's at the time. All calls are made
 * on one event loop.
 */
public final class DecideRole {
    private static final int CHANCE_BYTES = 10;

    private final Deciding deciding;
    private final Resolver resolver;
    private final Handover handover;
    private final RandomGenerator random;
    private final IntConsumer partitionElsewhere;
    private final IntConsumer lost;
    private final Map<Integer, IntakeWorker> intakes = new HashMap<>();
    private final Map<Integer, PartitionWorker> partitions = new HashMap<>();

    /**
     * @param partitionElsewhere is told a partition that got work and is not this process's
     * @param lost is told a partition that another process turned out to own
     */
    public DecideRole(DecideTools tools, DecidePorts ports, IntConsumer partitionElsewhere, IntConsumer lost) {
        RedisRouter redis = tools.redis();
        Keys keys = tools.keys();
        QueueSettings settings = tools.settings();
        this.deciding = new Deciding(
                tools, ports, new IntakeHorizon(tools.vertx(), redis, keys, settings.intakes(), tools.redisMillis()));
        this.resolver = new Resolver(
                redis,
                keys,
                new Mergers(redis, keys, settings.partitions()),
                () -> newProfileId(deciding.redisMillis(), tools.random()));
        this.handover = new Handover(redis, keys, settings.partitions(), ports.triggers(), this::ringPartition);
        this.random = tools.random();
        this.partitionElsewhere = partitionElsewhere;
        this.lost = lost;
    }

    private static ProfileId newProfileId(long millis, RandomGenerator random) {
        byte[] chance = new byte[CHANCE_BYTES];
        random.nextBytes(chance);
        return ProfileId.made(millis, chance);
    }

    /** The intake is this process's from now on. */
    public void takeIntake(int intake) {
        IntakeWorker worker = new IntakeWorker(deciding, intake, resolver, handover, random);
        intakes.put(intake, worker);
        worker.lookAtEverything();
    }

    /** Finishes what is in hand of the intake. */
    public Future<Void> leaveIntake(int intake) {
        IntakeWorker worker = intakes.remove(intake);
        return worker == null ? Future.succeededFuture() : worker.stop();
    }

    /** The partition is this process's from now on. */
    public void takePartition(int partition, Ownership ownership) {
        PartitionWorker worker = new PartitionWorker(deciding, partition, ownership, this::ringPartition, () -> {
            partitions.remove(partition);
            lost.accept(partition);
        });
        partitions.put(partition, worker);
        worker.ring();
    }

    /** Finishes what is in hand of the partition. */
    public Future<Void> leavePartition(int partition) {
        PartitionWorker worker = partitions.remove(partition);
        return worker == null ? Future.succeededFuture() : worker.stop();
    }

    /** The intake may hold something; false if it is another process's. */
    public boolean ringIntake(int intake) {
        IntakeWorker worker = intakes.get(intake);
        if (worker != null) {
            worker.ring();
        }
        return worker != null;
    }

    /** The partition may hold something. */
    public void ringPartition(int partition) {
        PartitionWorker worker = partitions.get(partition);
        if (worker != null) {
            worker.ring();
        } else {
            partitionElsewhere.accept(partition);
        }
    }

    /** The partition may hold something, said by another process; if it is not this process's any more, its owner looks anyway. */
    public void ringPartitionIfMine(int partition) {
        PartitionWorker worker = partitions.get(partition);
        if (worker != null) {
            worker.ring();
        }
    }

    /** Looks at everything, because hints may have been missed. */
    public void ringAll() {
        intakes.values().forEach(IntakeWorker::lookAtEverything);
        partitions.values().forEach(PartitionWorker::ring);
    }
}
