package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Origin;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.trigger.RunKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a partition. It takes what has been handed over and what has come due, decides, and commits each customer's
 * next state in one atomic step.
 *
 * <p>Work goes in rounds: a round holds at most one piece for each customer, so that customers are served side by side and
 * the events of one customer one after the other.
 */
final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);
    private static final int MOST_ENTRIES = 64;
    private static final int MOST_DUE = 100;

    /** A timer waits so long for intakes that lag; then it is decided on what is known. */
    private static final Duration LONGEST_WAIT_FOR_INTAKES = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MS = 20;
    private static final long NOT_KNOWN = -1;

    private final Deciding deciding;
    private final int partition;
    private final Runnable lost;
    private final WorkLoop loop;
    private final Rounds rounds;
    private long nextDueMs = NOT_KNOWN;
    private long timerId = -1;
    private long timerAtMs = Long.MAX_VALUE;
    private boolean stopped;

    /**
     * @param ring is told each partition that got something from here
     * @param lost is called when another process turns out to own the partition
     */
    PartitionWorker(Deciding deciding, int partition, Ownership ownership, IntConsumer ring, Runnable lost) {
        this.deciding = deciding;
        this.partition = partition;
        this.lost = lost;
        this.rounds = new Rounds(deciding, partition, ownership, ring);
        this.loop = new WorkLoop(deciding.vertx(), "partition " + partition, this::step);
    }

    void ring() {
        loop.ring();
    }

    /** Finishes what is in hand and stops. */
    Future<Void> stop() {
        stopped = true;
        deciding.vertx().cancelTimer(timerId);
        return loop.stop();
    }

    private Future<Boolean> step() {
        Future<?> ready = nextDueMs == NOT_KNOWN ? lookAhead() : Future.succeededFuture();
        return ready.compose(v -> {
                    long now = deciding.redisMillis();
                    boolean due = nextDueMs <= now;
                    Future<Long> horizon = due ? deciding.horizon().reached() : Future.succeededFuture(now);
                    return horizon.compose(reached -> read().compose(entries -> work(entries, due, reached)));
                })
                .recover(this::afterFailure);
    }

    private Future<List<PartitionEntry>> read() {
        Key stream = deciding.keys().partition(partition);
        Request read = Request.cmd(Command.XRANGE)
                .arg(stream.name())
                .arg("-")
                .arg("+")
                .arg("COUNT")
                .arg(MOST_ENTRIES);
        return deciding.redis().send(Lane.WORK, stream, read).map(PartitionEntry::parse);
    }

    private Future<Boolean> work(List<PartitionEntry> entries, boolean due, long horizonMs) {
        boolean more = entries.size() == MOST_ENTRIES;
        return rounds.run(entries).compose(v -> {
            if (!due) {
                noticeDue(rounds.earliestStart());
                // the timer may have rung a moment early, by what is known of Redis' clock by now
                planTimer();
                return Future.succeededFuture(more);
            }
            boolean late = deciding.redisMillis() - nextDueMs > LONGEST_WAIT_FOR_INTAKES.toMillis();
            if (more && !late) {
                return Future.succeededFuture(true);
            }
            return fire(late ? Long.MAX_VALUE : horizonMs).map(moreDue -> more || moreDue);
        });
    }

    /** Decides what is due and was due before the horizon; true if more of it is left. */
    private Future<Boolean> fire(long horizonMs) {
        Key timers = deciding.keys().timers(partition);
        long now = deciding.redisMillis();
        long until = Math.min(now, horizonMs);
        Request read = Request.cmd(Command.ZRANGE)
                .arg(timers.name())
                .arg("-inf")
                .arg(until)
                .arg("BYSCORE")
                .arg("LIMIT")
                .arg(0)
                .arg(MOST_DUE)
                .arg("WITHSCORES");
        return deciding.redis().send(Lane.WORK, timers, read).compose(reply -> {
            List<DueRun> runs = DueRun.parse(reply, horizonMs == Long.MAX_VALUE);
            return rounds.run(runs).compose(v -> lookAhead()).map(v -> runs.size() == MOST_DUE);
        });
    }

    /** Finds out when there will be work next. */
    private Future<?> lookAhead() {
        Key timers = deciding.keys().timers(partition);
        Request first =
                Request.cmd(Command.ZRANGE).arg(timers.name()).arg(0).arg(0).arg("WITHSCORES");
        return deciding.redis().send(Lane.WORK, timers, first).onSuccess(reply -> {
            nextDueMs = reply == null || reply.size() < 2
                    ? Long.MAX_VALUE
                    : (long) Double.parseDouble(reply.get(1).toString());
            noticeDue(rounds.earliestStart());
            planTimer();
        });
    }

    private void noticeDue(long dueMs) {
        if (dueMs < nextDueMs) {
            nextDueMs = dueMs;
            planTimer();
        }
    }

    private void planTimer() {
        if (stopped || nextDueMs == Long.MAX_VALUE) {
            return;
        }
        long now = deciding.redisMillis();
        long at = Math.max(nextDueMs, now + LOOK_AGAIN_MS);
        if (timerId != -1 && timerAtMs <= at && timerAtMs > now) {
            return;
        }
        deciding.vertx().cancelTimer(timerId);
        timerAtMs = at;
        timerId = deciding.vertx().setTimer(Math.max(1, at - now), id -> {
            timerId = -1;
            timerAtMs = Long.MAX_VALUE;
            ring();
        });
    }

    private Future<Boolean> afterFailure(Throwable failure) {
        rounds.forget();
        if (failure instanceof LostOwnership) {
            LOG.info("another process has taken over partition={}", partition);
            var unused = stop();
            lost.run();
            return Future.succeededFuture(false);
        }
        return Future.failedFuture(failure);
    }

    /** A piece of work for one customer. */
    sealed interface Piece {
        ProfileId profile();
    }

    /** What an entry of a partition's stream is; the letters are part of the stored format. */
    enum Kind {
        /** An event of the customer's own. */
        EVENT('e'),
        /** An event of somebody that may cancel one of the customer's runs. */
        CANCEL('c'),
        /** The profile is to be merged into another. */
        MERGE('m'),
        /** Another profile has been merged into this one. */
        JOIN('j'),
        /** The merge of the profile into another is undone. */
        PART('p'),
        /** Messages that the profile had released before it was merged are not to be attempted any more. */
        WITHDRAW('w'),
        /** Something of a newer version. */
        UNKNOWN('?');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        String letter() {
            return String.valueOf(letter);
        }

        static Kind of(String letter) {
            for (Kind kind : values()) {
                if (kind.letter().equals(letter)) {
                    return kind;
                }
            }
            return UNKNOWN;
        }
    }

    /**
     * An entry of the partition's stream.
     *
     * @param run the run that it may cancel, '' for other kinds
     * @param origin where it was sent on from, null for most
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record PartitionEntry(
            String entryId,
            ProfileId profile,
            Kind kind,
            String run,
            @Nullable Origin origin,
            byte[] body) implements Piece {
        /** Where it is from: as it was sent on before, or from here. */
        Origin from() {
            return origin == null ? new Origin(profile, entryId) : origin;
        }

        static List<PartitionEntry> parse(@Nullable Response reply) {
            List<PartitionEntry> entries = new ArrayList<>();
            if (reply != null) {
                reply.forEach(entry -> entries.add(parse(entry.get(0).toString(), entry.get(1))));
            }
            return entries;
        }

        /** The fields stand in the order in which hop.lua writes them. */
        private static PartitionEntry parse(String id, Response fields) {
            return new PartitionEntry(
                    id,
                    new ProfileId(fields.get(3).toString()),
                    Kind.of(fields.get(1).toString()),
                    fields.get(5).toString(),
                    fields.size() > 9 ? Origin.parse(fields.get(9).toString()) : null,
                    fields.get(7).toBytes());
        }
    }

    /**
     * A run whose time has come.
     *
     * @param member as it stands in the timers
     * @param pastIntakes whether some intake still lags behind the run's time
     */
    record DueRun(String member, ProfileId profile, RunKey key, Instant dueAt, boolean pastIntakes) implements Piece {
        static List<DueRun> parse(@Nullable Response reply, boolean pastIntakes) {
            List<DueRun> runs = new ArrayList<>();
            for (int i = 0; reply != null && i + 1 < reply.size(); i += 2) {
                String member = reply.get(i).toString();
                Handover.WaitingRun run = Handover.WaitingRun.parse(member);
                Instant dueAt = Instant.ofEpochMilli(
                        (long) Double.parseDouble(reply.get(i + 1).toString()));
                runs.add(new DueRun(member, run.profile(), run.key(), dueAt, pastIntakes));
            }
            return runs;
        }
    }

    /** Splits pieces into rounds with at most one piece a customer, in order. */
    static <P extends Piece> List<List<P>> rounds(List<P> pieces) {
        List<List<P>> rounds = new ArrayList<>();
        List<Set<ProfileId>> seen = new ArrayList<>();
        for (P piece : pieces) {
            int round = 0;
            while (round < rounds.size() && !seen.get(round).add(piece.profile())) {
                round++;
            }
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
                seen.add(new HashSet<>(Set.of(piece.profile())));
            }
            rounds.get(round).add(piece);
        }
        return rounds;
    }

    /** Another process owns the partition. */
    static final class LostOwnership extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostOwnership() {
            super("fenced", null, false, false);
        }
    }
}
