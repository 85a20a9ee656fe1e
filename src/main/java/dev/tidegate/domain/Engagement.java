package dev.tidegate.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much a customer reads and how many baskets they began; bounded, whatever they do.
 *
 * @param days e-mails opened and links clicked on each day, as days since 1970 in UTC; none older than 90 days before the newest
 * @param carts baskets begun, each counted once
 * @param baskets the tokens of the last ones, newest last, by which the next event of one is told from a new one
 */
public record Engagement(SortedMap<Long, Day> days, long carts, List<String> baskets) {
    public static final Engagement NONE = new Engagement(new TreeMap<>(), 0, List.of());

    private static final int MOST_DAYS = 90;
    private static final int MOST_BASKETS = 5;
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    public Engagement {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        baskets = List.copyOf(baskets);
    }

    /** What was counted on one day. */
    public record Day(long opens, long clicks) {
        private Day plus(Day other) {
            return new Day(opens + other.opens, clicks + other.clicks);
        }

        private @Nullable Day minus(Day other) {
            Day left = new Day(Math.max(0, opens - other.opens), Math.max(0, clicks - other.clicks));
            return left.opens + left.clicks == 0 ? null : left;
        }
    }

    /** With an e-mail opened at that time. */
    public Engagement opened(Instant at) {
        return with(at, new Day(1, 0));
    }

    /** With a link of an e-mail clicked at that time. */
    public Engagement clicked(Instant at) {
        return with(at, new Day(0, 1));
    }

    /** With an event of a basket; the same instance when it is one of the last ones. */
    public Engagement basket(String token) {
        if (baskets.contains(token)) {
            return this;
        }
        List<String> more = new ArrayList<>(baskets);
        more.add(token);
        return new Engagement(days, carts + 1, more.size() > MOST_BASKETS ? more.subList(1, more.size()) : more);
    }

    /** Both together, of two profiles that turned out to be one customer; a basket that both know counts once. */
    public Engagement plus(Engagement other) {
        SortedMap<Long, Day> all = new TreeMap<>(days);
        other.days.forEach((day, count) -> all.merge(day, count, Day::plus));
        List<String> more = new ArrayList<>(baskets);
        other.baskets.stream().filter(token -> !baskets.contains(token)).forEach(more::add);
        int both = baskets.size() + other.baskets.size() - more.size();
        return new Engagement(
                all.isEmpty() ? all : all.tailMap(all.lastKey() - MOST_DAYS + 1),
                carts + other.carts - both,
                more.subList(Math.max(0, more.size() - MOST_BASKETS), more.size()));
    }

    /** Without what another profile had counted that was taken for the same customer. */
    public Engagement minus(Engagement other) {
        SortedMap<Long, Day> left = new TreeMap<>(days);
        other.days.forEach((day, count) -> left.computeIfPresent(day, (d, all) -> all.minus(count)));
        return new Engagement(
                left,
                Math.max(0, carts - other.carts),
                baskets.stream().filter(token -> !other.baskets.contains(token)).toList());
    }

    /** E-mails opened in the last days, today being one of them. */
    public long opens(int lastDays, Instant now) {
        return sum(lastDays, now, Day::opens);
    }

    /** Links clicked in the last days, today being one of them. */
    public long clicks(int lastDays, Instant now) {
        return sum(lastDays, now, Day::clicks);
    }

    private long sum(int lastDays, Instant now, ToLongFunction<Day> count) {
        return days.tailMap(day(now) - lastDays + 1).values().stream()
                .mapToLong(count)
                .sum();
    }

    private Engagement with(Instant at, Day count) {
        SortedMap<Long, Day> more = new TreeMap<>(days);
        more.merge(day(at), count, Day::plus);
        return new Engagement(more.tailMap(more.lastKey() - MOST_DAYS + 1), carts, baskets);
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), DAY_SECONDS);
    }
}
