package dev.tidegate.ingest;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.Receipt;
import dev.tidegate.source.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one request.
 *
 * @param ids in the order sent, null where an event was rejected, ignored or not stored
 */
record Tally(
        int accepted,
        int duplicates,
        int conflicts,
        int ignored,
        int overloaded,
        int unavailable,
        List<Rejection> rejected,
        List<@Nullable EventId> ids) {
    Tally {
        rejected = List.copyOf(rejected);
        ids = Collections.unmodifiableList(ids);
    }

    /** @param receipts one for each valid item, in their order */
    static Tally of(List<Item> items, List<Receipt> receipts) {
        Counting counting = new Counting();
        Iterator<Receipt> next = receipts.iterator();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case Item.Valid valid -> counting.add(next.next());
                case Item.Rejected(var errors) -> counting.reject(new Rejection(i, errors));
                case Item.Ignored ignored -> counting.ignore();
            }
        }
        return counting.tally();
    }

    /** Nothing of the request can be used. */
    boolean allRejected() {
        return rejected.size() == ids.size();
    }

    /** Whether the sender has no reason to send any of it again. */
    boolean isTaken() {
        return overloaded == 0 && unavailable == 0 && !allRejected();
    }

    /** The ids of the events that are stored. */
    List<EventId> stored() {
        return ids.stream().filter(Objects::nonNull).toList();
    }

    private static final class Counting {
        private int accepted;
        private int duplicates;
        private int conflicts;
        private int ignored;
        private int overloaded;
        private int unavailable;
        private final List<Rejection> rejected = new ArrayList<>();
        private final List<@Nullable EventId> ids = new ArrayList<>();

        void add(Receipt receipt) {
            switch (receipt) {
                case Receipt.Accepted(EventId id) -> {
                    accepted++;
                    ids.add(id);
                }
                case Receipt.Duplicate(EventId id) -> {
                    duplicates++;
                    ids.add(id);
                }
                case Receipt.Conflict(EventId id) -> {
                    conflicts++;
                    ids.add(id);
                }
                case Receipt.Overloaded full -> {
                    overloaded++;
                    ids.add(null);
                }
                case Receipt.Unavailable away -> {
                    unavailable++;
                    ids.add(null);
                }
            }
        }

        void reject(Rejection rejection) {
            rejected.add(rejection);
            ids.add(null);
        }

        void ignore() {
            ignored++;
            ids.add(null);
        }

        Tally tally() {
            return new Tally(accepted, duplicates, conflicts, ignored, overloaded, unavailable, rejected, ids);
        }
    }
}
