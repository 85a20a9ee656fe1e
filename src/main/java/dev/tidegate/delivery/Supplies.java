package dev.tidegate.delivery;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that one destination's messages are read from: in turn, and each when there may be something in it, because
 * somebody said so or a retry has come due. Belongs to one event loop.
 */
final class Supplies {
    private final InstantSource clock;
    private final Runnable somethingToTake;
    private final Map<Integer, Supply> supplies = new HashMap<>();
    private final ArrayDeque<Supply> line = new ArrayDeque<>();
    private final Alarm due;
    private long redisAheadMillis;

    /** @param somethingToTake is called when there may be something in a partition */
    Supplies(Vertx vertx, InstantSource clock, Runnable somethingToTake) {
        this.clock = clock;
        this.somethingToTake = somethingToTake;
        this.due = new Alarm(vertx, clock, this::onDue);
    }

    void add(Supply supply) {
        supplies.put(supply.partition, supply);
        lineUp(supply);
    }

    /** Nothing more is to be taken from the partition; answers what it was, null if there was none. */
    @Nullable
    Supply remove(int partition) {
        Supply supply = supplies.remove(partition);
        line.remove(supply);
        return supply;
    }

    Collection<Supply> all() {
        return List.copyOf(supplies.values());
    }

    /** There may be new messages in the partition. */
    void ring(int partition) {
        Supply supply = supplies.get(partition);
        if (supply != null) {
            lineUp(supply);
        }
    }

    /** There may be something in all of them. */
    void ringAll() {
        supplies.values().forEach(this::lineUp);
    }

    /** There may be something in this one. */
    void lineUp(Supply supply) {
        if (supply.isWithdrawn()) {
            return;
        }
        supply.rung = true;
        if (!supply.inLine && !supply.isTaking()) {
            supply.inLine = true;
            line.add(supply);
        }
        somethingToTake.run();
    }

    /** Whose turn it is, null if there is nothing to take anywhere. */
    @Nullable
    Supply next() {
        Supply next = line.poll();
        if (next != null) {
            next.inLine = false;
        }
        return next;
    }

    /** Notes what was said when it was taken from. */
    void taken(Supply supply, Shelf.Taken.Ready ready) {
        redisAheadMillis = ready.redisMillis() - clock.millis();
        supply.expectDue(ready.nextDueMillis() < 0 ? Supply.NEVER : ready.nextDueMillis());
        planDue();
        if (ready.more() || supply.rung) {
            lineUp(supply);
        }
    }

    /** A message of the partition comes due after that time. */
    void noteDue(Supply supply, long inMillis) {
        supply.noteDue(redisMillis() + inMillis);
        planDue();
    }

    /** Redis' time. */
    long redisMillis() {
        return clock.millis() + redisAheadMillis;
    }

    void stop() {
        due.cancel();
    }

    private void planDue() {
        long first = supplies.values().stream()
                .mapToLong(Supply::nextDueMillis)
                .min()
                .orElse(Supply.NEVER);
        if (first != Supply.NEVER) {
            due.at(first - redisAheadMillis);
        }
    }

    private void onDue() {
        long now = redisMillis();
        for (Supply supply : supplies.values()) {
            if (supply.nextDueMillis() <= now) {
                supply.expectDue(Supply.NEVER);
                lineUp(supply);
            }
        }
        planDue();
    }
}
