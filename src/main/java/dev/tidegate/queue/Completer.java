package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.json.EventCodec;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the thin events of an intake, those that wait longest first, and lets each go on: complete, or as it came when that
 * is not possible or its time is over.
 *
 * <p>An event leaves the place where it waits and returns to the intake's stream in one step, so that whoever takes the intake
 * over finds it in one of both. Asking again does no harm.
 */
final class Completer {
    private static final Logger LOG = LoggerFactory.getLogger(Completer.class);

    /** A shop that changes a basket tells it several times within a moment; asked for after that, one answer serves all. */
    private static final long SETTLE_MS = 500;

    /** What one source may have under way, so that a slow one leaves others their share. */
    private static final int MOST_PER_SOURCE = 4;

    private static final long AGAIN_AFTER_FAULT_MS = 1_000;
    private static final long READ_EVERY_MS = 1_000;
    private static final long NEVER = -1;
    private static final String NO_ROOM = "too many events wait to be completed";
    private static final String ON_ITS_WAY = "it was on its way before it could be completed";

    private final Deciding deciding;
    private final ThinEvents waiting;
    private final Runnable back;
    private final CompletionRetries retries;
    private final WorkLoop loop;
    /** What waits, the first to look at first when it was read, and then in the order in which it came. */
    private final Map<String, PutAside> known = new LinkedHashMap<>();

    private long readMillis = NEVER;
    private final Map<String, PutAside> inHand = new HashMap<>();
    /** Why the last attempt failed, by member; of this process only, for it is told to people and nothing depends on it. */
    private final Map<String, String> reasons = new HashMap<>();

    private long timer = -1;
    private boolean stopped;

    /** @param back is told when events have returned to the intake */
    Completer(Deciding deciding, int intake, RandomGenerator random, Runnable back) {
        this.deciding = deciding;
        this.waiting = new ThinEvents(deciding, intake);
        this.back = back;
        this.retries = new CompletionRetries(random);
        this.loop = new WorkLoop(deciding.vertx(), "completing of intake " + intake, this::look);
    }

    /** Something may be due. */
    void ring() {
        loop.ring();
    }

    /** Begins nothing more; what is under way is left to the next owner. */
    Future<Void> stop() {
        stopped = true;
        cancelTimer();
        return loop.stop();
    }

    /**
     * Puts those aside that are to be completed.
     *
     * @return the others, in order, and those for which there is no room
     */
    Future<List<IntakeEntry>> sift(List<IntakeEntry> entries) {
        List<IntakeEntry> thin = entries.stream().filter(this::isToWait).toList();
        if (thin.isEmpty()) {
            return Future.succeededFuture(entries);
        }
        return waiting.putAside(thin, now() + SETTLE_MS)
                .onComplete(done -> {
                    if (done.succeeded()) {
                        done.result().forEach(this::note);
                    } else {
                        // it may have been done all the same
                        readAnew();
                    }
                    ring();
                })
                .map(puts -> {
                    deciding.crashPoint().reach("after-aside");
                    List<IntakeEntry> rest = new ArrayList<>(entries.size());
                    int n = 0;
                    for (IntakeEntry entry : entries) {
                        if (n == thin.size() || !thin.get(n).entryId().equals(entry.entryId())) {
                            rest.add(entry);
                            continue;
                        }
                        switch (puts.get(n++)) {
                            case ThinEvents.Put.Aside waits -> {}
                            case ThinEvents.Put.NoRoom no -> rest.add(entry.asItCame(NO_ROOM));
                            case ThinEvents.Put.Pinned pinned -> rest.add(entry.asItCame(ON_ITS_WAY));
                            case ThinEvents.Put.Gone gone -> {}
                        }
                    }
                    return rest;
                });
    }

    private void note(ThinEvents.Put put) {
        switch (put) {
            case ThinEvents.Put.Aside(PutAside one) when one != null -> known.put(one.member(), one);
            // perhaps by this process, whose first answer was lost
            case ThinEvents.Put.Gone gone -> readAnew();
            case ThinEvents.Put.Aside unreadable -> {}
            case ThinEvents.Put.NoRoom no -> {}
            case ThinEvents.Put.Pinned pinned -> {}
        }
    }

    private void readAnew() {
        readMillis = NEVER;
    }

    private boolean isToWait(IntakeEntry entry) {
        return !entry.isSettled()
                && deciding.ports().completions().thinness(entry.event()) == Completions.Thinness.THIN;
    }

    /** Begins what is due, and sets the timer for what is not. */
    private Future<Boolean> look() {
        cancelTimer();
        return learn().map(learnt -> {
            long now = now();
            long next = Long.MAX_VALUE;
            Map<String, Integer> underWay = new HashMap<>();
            inHand.values().forEach(one -> underWay.merge(one.source(), 1, Integer::sum));
            Map<String, Long> pauses = new HashMap<>();
            for (PutAside one : List.copyOf(known.values())) {
                if (inHand.containsKey(one.member())) {
                    continue;
                }
                long opens = now
                        + pauses.computeIfAbsent(
                                one.source(),
                                source -> deciding.ports()
                                        .completions()
                                        .pause(source)
                                        .toMillis());
                if (now >= one.deadlineMs()) {
                    begin(one, true);
                } else if (one.nextMs() > now) {
                    next = Math.min(next, one.nextMs());
                } else if (opens > now) {
                    next = Math.min(next, Math.min(opens, one.deadlineMs()));
                } else if (underWay.getOrDefault(one.source(), 0) < MOST_PER_SOURCE) {
                    underWay.merge(one.source(), 1, Integer::sum);
                    begin(one, false);
                } else {
                    // the end of one that is under way rings
                    next = Math.min(next, one.deadlineMs());
                }
            }
            wake(next, now);
            return false;
        });
    }

    /**
     * What waits is read now and then only, as it may be much and this process does all there is to do with it. Another one that
     * thinks for a moment that the intake is its own may change it too; what it has put back is found gone when it is begun.
     */
    private Future<?> learn() {
        long now = now();
        if (readMillis != NEVER && Math.abs(now - readMillis) < READ_EVERY_MS) {
            return Future.succeededFuture();
        }
        return waiting.list().onSuccess(all -> {
            readMillis = now;
            known.clear();
            all.forEach(one -> known.put(one.member(), one));
            reasons.keySet().retainAll(known.keySet());
        });
    }

    private void begin(PutAside one, boolean isOver) {
        inHand.put(one.member(), one);
        waiting.body(one)
                .<Object>compose(body ->
                        body == null ? gone(one) : settle(one, body, isOver).mapEmpty())
                .onComplete(done -> {
                    if (done.succeeded()) {
                        ended(one);
                    } else {
                        LOG.atWarn()
                                .addKeyValue("cause", String.valueOf(done.cause()))
                                .log("a thin event could not be settled and is looked at again");
                        deciding.vertx().setTimer(AGAIN_AFTER_FAULT_MS, id -> ended(one));
                    }
                });
    }

    private Future<Object> gone(PutAside one) {
        known.remove(one.member());
        return Future.succeededFuture();
    }

    private void ended(PutAside one) {
        inHand.remove(one.member());
        if (!stopped) {
            ring();
        }
    }

    private Future<?> settle(PutAside one, byte[] body, boolean isOver) {
        if (isOver) {
            return putBack(
                    one, body, "not completed in time: " + reasons.getOrDefault(one.member(), "too many waited"));
        }
        Event thin = readable(body);
        if (thin == null) {
            return putBack(one, body, "this version cannot read it");
        }
        return deciding.ports()
                .completions()
                .complete(thin, one.enteredMs())
                .compose(completion -> settle(one, thin, body, completion));
    }

    private Future<?> settle(PutAside one, Event thin, byte[] body, Completion completion) {
        if (stopped) {
            return Future.succeededFuture();
        }
        return switch (completion) {
            case Completion.Done(Event whole) -> {
                deciding.crashPoint().reach("before-back");
                yield putBack(one, EventCodec.encode(whole).bytes(), "");
            }
            case Completion.Thin(String reason) -> putBack(one, body, reason);
            case Completion.Later(Duration least, String reason) -> {
                reasons.put(one.member(), reason);
                long now = now();
                Duration waited =
                        Duration.ofMillis(Math.max(0, now - thin.receivedAt().toEpochMilli()));
                long next = Math.min(now + retries.after(waited, least).toMillis(), one.deadlineMs());
                yield waiting.putOff(one, next)
                        .onSuccess(done -> known.computeIfPresent(one.member(), (member, waits) -> waits.at(next)));
            }
        };
    }

    private Future<?> putBack(PutAside one, byte[] event, String notCompleted) {
        return waiting.putBack(one, event, notCompleted).onSuccess(done -> {
            reasons.remove(one.member());
            known.remove(one.member());
            back.run();
        });
    }

    /** What a newer version has written goes on to whoever can read it. */
    private static @Nullable Event readable(byte[] body) {
        try {
            return EventCodec.decode(body);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void wake(long at, long now) {
        if (at != Long.MAX_VALUE && !stopped) {
            timer = deciding.vertx().setTimer(Math.max(1, at - now), id -> {
                timer = -1;
                ring();
            });
        }
    }

    private void cancelTimer() {
        if (timer >= 0) {
            deciding.vertx().cancelTimer(timer);
            timer = -1;
        }
    }

    private long now() {
        return deciding.redisMillis();
    }
}
