package dev.tidegate.console;

import dev.tidegate.domain.Digests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened with one customer, the latest first. All of it is at hand, for there is a bounded amount of it. */
record Timeline(List<TimelineItem> items) {
    Timeline {
        items = items.stream()
                .sorted(Comparator.comparing(Place::of, Place.ORDER).reversed())
                .toList();
    }

    /** @param next null if this is the last page */
    record Page(List<TimelineItem> items, @Nullable String next) {}

    /** @throws IllegalArgumentException if the cursor is none of a timeline */
    Page page(int limit, @Nullable String cursor) {
        Place from = cursor == null ? null : Place.parse(cursor);
        List<TimelineItem> page = new ArrayList<>();
        for (TimelineItem item : items) {
            if (from != null && Place.ORDER.compare(Place.of(item), from) >= 0) {
                continue;
            }
            if (page.size() == limit) {
                return new Page(page, Place.of(page.getLast()).text());
            }
            page.add(item);
        }
        return new Page(page, null);
    }

    /** A place in the order that stays the same whatever is added before or forgotten after it. */
    private record Place(long millis, int rank, String key) {
        static final Comparator<Place> ORDER = Comparator.comparingLong(Place::millis)
                .thenComparingInt(Place::rank)
                .thenComparing(Place::key);

        static Place of(TimelineItem item) {
            return new Place(item.at().toEpochMilli(), item.rank(), Digests.of(item.key()));
        }

        static Place parse(String cursor) {
            String[] parts = cursor.split("\\.", 3);
            try {
                if (parts.length == 3) {
                    return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a cursor of a timeline", e);
            }
            throw new IllegalArgumentException("not a cursor of a timeline");
        }

        String text() {
            return millis + "." + rank + "." + key;
        }
    }
}
