package dev.tidegate.delivery;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that this process has read for one destination and that wait for an attempt, in lanes: the messages of a lane wait
 * for the same things, so that none has to wait for what another needs. The lanes take turns. Belongs to one event loop.
 */
final class Loaded {
    /** Above this nothing more is taken in for a receiver that others have to leave room for; the last to come gets least. */
    static final int MOST_TO_SHARE = 512;

    private final Map<Kind, Lane> lanes = new LinkedHashMap<>();
    private int size;

    /**
     * What the messages of a lane have in common.
     *
     * @param receiver the mark of who gets them, null if that is not known yet or there is only one
     * @param together whether they may go in one request
     */
    record Kind(@Nullable String receiver, boolean together) {}

    /** Messages of one kind, in the order in which they came. */
    static final class Lane {
        private final Kind kind;
        private final ArrayDeque<InHand> messages = new ArrayDeque<>();
        private final long sinceMillis;

        private Lane(Kind kind, long sinceMillis) {
            this.kind = kind;
            this.sinceMillis = sinceMillis;
        }

        Kind kind() {
            return kind;
        }

        int size() {
            return messages.size();
        }

        /** Since when there has been something in it. */
        long sinceMillis() {
            return sinceMillis;
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether one receiver's messages have as much of the room as they may where there are others. */
    boolean isCrowded(Kind kind) {
        Lane lane = lanes.get(kind);
        return lane != null && lane.size() >= MOST_TO_SHARE - size;
    }

    void add(InHand message, Kind kind, long nowMillis) {
        lane(kind, nowMillis).messages.add(message);
        size++;
    }

    /** Puts a message back to where it was taken from. */
    void addFirst(InHand message, Kind kind, long nowMillis) {
        lane(kind, nowMillis).messages.addFirst(message);
        size++;
    }

    private Lane lane(Kind kind, long nowMillis) {
        return lanes.computeIfAbsent(kind, wanted -> new Lane(wanted, nowMillis));
    }

    /** Whose turn it is, apart from these. */
    @Nullable
    Lane next(Collection<Lane> without) {
        for (Lane lane : lanes.values()) {
            if (!without.contains(lane)) {
                return lane;
            }
        }
        return null;
    }

    /** Takes so many of the lane's messages at most, one at least, after which the others have their turn. */
    List<InHand> take(Lane lane, int most) {
        List<InHand> taken = new ArrayList<>();
        while (taken.size() < most && !lane.messages.isEmpty()) {
            taken.add(lane.messages.remove());
        }
        size -= taken.size();
        lanes.remove(lane.kind);
        if (!lane.messages.isEmpty()) {
            lanes.put(lane.kind, lane);
        }
        return taken;
    }

    /** How many requests there are to make when so many messages may go together. */
    int requests(int most) {
        return lanes.values().stream()
                .mapToInt(lane -> lane.kind.together() ? Math.ceilDiv(lane.size(), most) : lane.size())
                .sum();
    }

    /** All of them, lane by lane. */
    List<InHand> all() {
        return lanes.values().stream().flatMap(lane -> lane.messages.stream()).toList();
    }

    /** Takes out those that are meant. */
    @CanIgnoreReturnValue
    List<InHand> drop(Predicate<InHand> meant) {
        List<InHand> dropped = new ArrayList<>();
        Iterator<Lane> all = lanes.values().iterator();
        while (all.hasNext()) {
            Lane lane = all.next();
            lane.messages.removeIf(message -> meant.test(message) && dropped.add(message));
            if (lane.messages.isEmpty()) {
                all.remove();
            }
        }
        size -= dropped.size();
        return dropped;
    }
}
