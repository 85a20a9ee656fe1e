package dev.tidegate.queue;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.Lineage;
import dev.tidegate.queue.PartitionWorker.LostOwnership;
import dev.tidegate.queue.PartitionWorker.PartitionEntry;
import dev.tidegate.queue.PartitionWorker.Piece;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.Run;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides pieces of work of one partition and commits what follows, a round at a time. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Deciding deciding;
    private final int partition;
    private final Ownership ownership;
    private final States states;
    private final FactFinder facts;
    private final CommitWriter writer;
    private final Pieces pieces;
    private long earliestStartMs = Long.MAX_VALUE;

    /** @param ring is told each partition that got something from here */
    Rounds(Deciding deciding, int partition, Ownership ownership, IntConsumer ring) {
        this.deciding = deciding;
        this.partition = partition;
        this.ownership = ownership;
        this.states = new States(deciding.redis(), deciding.keys(), partition);
        this.facts = new FactFinder(
                deciding.redis(), deciding.keys(), deciding.settings().partitions());
        Erasure erasure = new Erasure(deciding, partition);
        Corrections corrections = new Corrections(
                deciding.redis(),
                deciding.keys(),
                deciding.settings().partitions(),
                deciding.settings().historyRetention());
        this.writer = new CommitWriter(deciding, erasure, corrections, partition);
        Errand errand = new Errand(deciding, ring);
        this.pieces = new Pieces(
                deciding,
                partition,
                facts,
                new Merging(deciding, partition, ownership, states, errand),
                new Unmerging(deciding, partition, errand),
                erasure,
                corrections);
    }

    /** The earliest due time in ms among runs begun since the last call. */
    long earliestStart() {
        long earliest = earliestStartMs;
        earliestStartMs = Long.MAX_VALUE;
        return earliest;
    }

    /** A commit's outcome is not known, so memory may be behind Redis. */
    void forget() {
        states.forget();
    }

    Future<Void> run(List<? extends Piece> work) {
        Future<Void> done = Future.succeededFuture();
        for (List<? extends Piece> round : PartitionWorker.rounds(work)) {
            done = done.compose(v -> round(round));
        }
        return done;
    }

    private Future<Void> round(List<? extends Piece> round) {
        Instant now = Instant.ofEpochMilli(deciding.redisMillis());
        List<Future<Change>> changes =
                round.stream().map(piece -> decide(piece, now)).toList();
        return Future.join(changes)
                .compose(v -> commit(changes.stream().map(Future::result).toList()));
    }

    private Future<Change> decide(Piece piece, Instant now) {
        return states.load(piece.profile(), now)
                .compose(state -> pieces.decide(piece, state, now))
                .recover(fault -> isUnreadable(fault)
                        ? Future.succeededFuture(setAside(piece, fault, now))
                        : Future.failedFuture(fault));
    }

    /** One customer of whom something is stored that this version cannot read must not hold up all others of the partition. */
    private Change setAside(Piece piece, Throwable fault, Instant now) {
        LOG.error("set work aside that this version cannot read partition={}", partition, fault);
        State unknown = new State(Profile.empty(piece.profile(), now), Journey.EMPTY, Lineage.NONE);
        return new Change(piece, unknown, unknown.profile(), null).aside(now);
    }

    private static boolean isUnreadable(Throwable fault) {
        return fault instanceof IllegalArgumentException || fault instanceof DateTimeException;
    }

    private Future<Void> commit(List<Change> changes) {
        deciding.crashPoint().reach("before-commit");
        FencedOps ops = FencedOps.owned(deciding.keys().decideOwner(partition), ownership);
        changes.forEach(change -> writer.write(ops, change));
        Future<FencedOps.Result> commit = ops.run(deciding.redis(), Lane.WORK);
        return commit.onFailure(unknown -> changes.forEach(this::ring)).map(result -> {
            switch (result) {
                case FencedOps.Result.Fenced other -> throw new LostOwnership();
                case FencedOps.Result.Refused(int group) ->
                    throw new IllegalStateException("a commit was refused: change " + group + " of " + changes.size());
                case FencedOps.Result.Applied applied -> {
                    deciding.crashPoint().reach("after-commit");
                    for (int i = 0; i < changes.size(); i++) {
                        committed(changes.get(i), applied.applied(i));
                    }
                }
            }
            return null;
        });
    }

    /** @param applied false when the same had been committed before, and so perhaps decided on a state without it */
    private void committed(Change change, boolean applied) {
        Decision decision = change.decision();
        if (decision == null) {
            return;
        }
        if (!applied) {
            states.forget(change.profile().id());
            ring(change);
            return;
        }
        states.committed(new State(change.profile(), decision.journey(), change.lineage()));
        tell(change);
        for (Run run : decision.journey().runs()) {
            if (run.waiting()) {
                earliestStartMs = Math.min(earliestStartMs, run.dueAt().toEpochMilli());
            }
        }
        if (!decision.returns().isEmpty()) {
            facts.giveBack(decision.returns(), change.profile())
                    .onFailure(cause -> LOG.debug("a place under a cap stays taken", cause));
        }
        for (Verdict verdict : decision.verdicts()) {
            deciding.ports().meter().decided(verdict.trigger(), verdict.outcome());
        }
        ring(change);
    }

    private void tell(Change change) {
        ProfileTrail.Told told = change.told();
        if (told != null && !told.again()) {
            deciding.ports().meter().told(told.event());
        }
        DecidedEvents decided = deciding.ports().decided();
        if (change.turn() instanceof ProfileTrail.Joined(Joining joining, var cause, var by)) {
            decided.merged(change.profile().id(), joining.joined(), joining.at());
        }
        boolean whole =
                told != null || (change.erased() != null && change.lineage().into() == null);
        if (whole && change.piece() instanceof PartitionEntry entry) {
            decided.decided(change.profile().id(), entry.body());
        }
    }

    /** Also after a commit whose outcome is not known: a look in vain costs less than a message that nobody looks for. */
    private void ring(Change change) {
        if (change.decision() != null) {
            for (Message message : change.decision().messages()) {
                deciding.ports().outgoing().ring(partition, message.destination());
            }
        }
    }
}
