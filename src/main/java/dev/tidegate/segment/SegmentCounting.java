package dev.tidegate.segment;

import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.telemetry.SegmentGauges;
import dev.tidegate.trigger.Segment;
import dev.tidegate.trigger.Segments;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the customers of each segment: when the segments are new, each hour, and when somebody asks. One process at a time
 * does it for all. Without segments it does nothing at all.
 */
public final class SegmentCounting {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCounting.class);
    private static final Duration COUNT_EVERY = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Tools tools;
    private final CountBook book;
    private final Supplier<Segments> current;
    private final SegmentGauges gauges;
    private boolean counting;
    private boolean working;
    private long timer = -1;

    /** @param current the segments in force */
    public SegmentCounting(Tools tools, Supplier<Segments> current, SegmentGauges gauges) {
        this.tools = tools;
        this.book = new CountBook(tools.redis(), tools.keys());
        this.current = current;
        this.gauges = gauges;
    }

    /**
     * What counting needs of the process around it.
     *
     * @param loop on which it works
     * @param self tells this process from all others
     */
    public record Tools(Vertx vertx, Context loop, RedisRouter redis, Keys keys, InstantSource clock, String self) {}

    /** Begins to count, now and then. */
    public void start() {
        tools.loop().runOnContext(turn -> working = true);
        timer = tools.vertx().setPeriodic(LOOK_EVERY.toMillis(), tick -> changed());
        changed();
    }

    /** Stops; a count that is under way is given up. */
    public void stop() {
        tools.vertx().cancelTimer(timer);
        tools.loop().runOnContext(turn -> working = false);
    }

    /** Looks whether there is something to count: the segments may have changed. */
    public void changed() {
        tools.loop().runOnContext(turn -> look().onFailure(cause -> LOG.warn("segments could not be counted", cause)));
    }

    /** Has the segments in force counted anew, by whichever process. */
    public Future<Void> recount() {
        return book.wish(tools.self() + ":" + tools.clock().millis()).onSuccess(v -> changed());
    }

    /** What was counted of the segments in force, by name; what was not is not in it. */
    public Future<Map<String, SegmentCount>> counts() {
        return book.read(current.get().all()).map(CountBook.Known::counts);
    }

    private Future<?> look() {
        List<Segment> segments = current.get().all();
        if (segments.isEmpty()) {
            gauges.show(Map.of());
        }
        if (segments.isEmpty() || counting || !working) {
            return Future.succeededFuture();
        }
        counting = true;
        return book.read(segments)
                .compose(known -> {
                    show(known.counts());
                    return isDue(segments, known) ? countIfFree(known) : Future.succeededFuture(false);
                })
                .onComplete(done -> counting = false)
                // While it counted, somebody may have asked again or changed the segments.
                .onSuccess(counted -> {
                    if (counted) {
                        changed();
                    }
                });
    }

    private boolean isDue(List<Segment> segments, CountBook.Known known) {
        Instant oldest = tools.clock().instant().minus(COUNT_EVERY);
        return known.wish() != null
                || segments.stream()
                        .map(segment -> known.counts().get(segment.name()))
                        .anyMatch(count -> count == null || count.countedAt().isBefore(oldest));
    }

    private Future<Boolean> countIfFree(CountBook.Known known) {
        return book.lease(tools.self()).compose(mine -> mine ? count(known) : Future.succeededFuture(false));
    }

    private Future<Boolean> count(CountBook.Known known) {
        Segments segments = current.get();
        Tally tally = new Tally(segments.all(), tools.clock().instant());
        return new Sweep(tools, tally, () -> mayGoOn(segments))
                .run()
                .compose(counted -> book.counted(
                        tools.self(), known.wish(), counted.counts(tools.clock().instant())))
                .onSuccess(kept -> {
                    LOG.atInfo()
                            .addKeyValue("profiles", tally.profiles())
                            .addKeyValue("unreadable", tally.unreadable())
                            .addKeyValue("segments", segments.all().size())
                            .log("counted segments");
                })
                .recover(cause ->
                        cause instanceof Sweep.Stopped ? Future.succeededFuture(true) : Future.failedFuture(cause));
    }

    private Future<Boolean> mayGoOn(Segments segments) {
        return !working || !segments.sameAs(current.get()) ? Future.succeededFuture(false) : book.lease(tools.self());
    }

    private void show(Map<String, SegmentCount> counts) {
        Map<String, Long> profiles = new HashMap<>();
        counts.forEach((name, count) -> profiles.put(name, count.profiles()));
        gauges.show(profiles);
    }
}
