package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.EventCodec;
import dev.tidegate.profile.Counted;
import dev.tidegate.profile.ErasureEvent;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.Origin;
import dev.tidegate.profile.ProfileMerge;
import dev.tidegate.profile.ProfileUpdates;
import dev.tidegate.profile.ReplayEvent;
import dev.tidegate.profile.Replayed;
import dev.tidegate.profile.UnmergeEvent;
import dev.tidegate.queue.PartitionWorker.DueRun;
import dev.tidegate.queue.PartitionWorker.PartitionEntry;
import dev.tidegate.queue.PartitionWorker.Piece;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisException;
import dev.tidegate.trigger.CancelCodec;
import dev.tidegate.trigger.Considered;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.Run;
import dev.tidegate.trigger.RunKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What pieces of work of one partition change: decides, and writes nothing of it. */
final class Pieces {
    private static final Logger LOG = LoggerFactory.getLogger(Pieces.class);

    private final Deciding deciding;
    private final int partition;
    private final FactFinder facts;
    private final Merging merging;
    private final Unmerging unmerging;
    private final Erasure erasure;
    private final Corrections corrections;

    Pieces(
            Deciding deciding,
            int partition,
            FactFinder facts,
            Merging merging,
            Unmerging unmerging,
            Erasure erasure,
            Corrections corrections) {
        this.deciding = deciding;
        this.partition = partition;
        this.facts = facts;
        this.merging = merging;
        this.unmerging = unmerging;
        this.erasure = erasure;
        this.corrections = corrections;
    }

    Future<Change> decide(Piece piece, State state, Instant now) {
        return switch (piece) {
            case PartitionEntry entry -> entry(entry, state, now);
            case DueRun due -> due(due, state, now);
        };
    }

    private Future<Change> entry(PartitionEntry entry, State state, Instant now) {
        if (entry.kind() == PartitionWorker.Kind.MERGE) {
            return merging.merge(entry, state);
        }
        if (entry.kind() == PartitionWorker.Kind.WITHDRAW) {
            return Future.succeededFuture(new Change(entry, state, state.profile(), withdrawing(entry, state, now)));
        }
        if (entry.kind() == PartitionWorker.Kind.PART) {
            return unmerging.comeBack(entry, state, now);
        }
        ProfileId into = state.lineage().into();
        if (into != null && entry.run().equals(Merging.REMAINS)) {
            return erasure.begin(EventCodec.decode(entry.body()), state.profile())
                    .map(erased -> erasing(entry, state, erased, now));
        }
        if (into != null) {
            return merging.sendOn(entry, into).map(v -> new Change(entry, state, state.profile(), null));
        }
        Origin origin = entry.origin();
        if (origin != null && state.lineage().has(origin)) {
            return Future.succeededFuture(new Change(entry, state, state.profile(), null));
        }
        Future<Change> change = switch (entry.kind()) {
            case EVENT -> event(entry, state, now);
            case CANCEL -> cancel(entry, RunKey.parse(entry.run()), state, now);
            case JOIN -> join(entry, state, now);
            case MERGE, PART, WITHDRAW -> throw new IllegalStateException("carried out above");
            case UNKNOWN -> throw new IllegalArgumentException("an entry of a kind that this version does not know");
        };
        Future<Change> everywhere = change.compose(done -> done.decision() == null
                ? Future.succeededFuture(done)
                : merging.withdraw(
                                entry,
                                state.lineage().taken().keySet(),
                                done.decision().withdrawals())
                        .map(v -> done));
        return origin == null
                ? everywhere
                : everywhere.map(done -> done.with(done.lineage().with(origin)));
    }

    /** The journey has gone to the profile that decided it; here are only the messages. */
    private static Decision withdrawing(PartitionEntry entry, State state, Instant now) {
        List<MessageId> messages = Stream.of(new String(entry.body(), StandardCharsets.UTF_8).split(" ", -1))
                .map(MessageId::new)
                .toList();
        Verdict verdict = new Verdict(
                new EventId(EventId.of("", entry.entryId()).value()),
                "*",
                1,
                Verdict.Outcome.CANCELLED,
                "cancelled after the customer's profiles were merged",
                now,
                List.of(),
                null,
                messages);
        return new Decision(
                state.journey(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Decision.Withdrawal(messages, verdict)),
                List.of());
    }

    private Future<Change> join(PartitionEntry entry, State state, Instant now) {
        if (state.lineage().taken().containsKey(entry.from().profile())) {
            return Future.succeededFuture(new Change(entry, state, state.profile(), null));
        }
        Estate estate = EstateCodec.decode(entry.body());
        Profile profile = ProfileMerge.merge(state.profile(), estate.profile());
        Decision decision = deciding.decider().joined(state.journey(), estate.journey(), estate.starts());
        Joining joining = new Joining(
                now,
                state.profile(),
                estate.profile(),
                estate.led(),
                estate.lineage().merged());
        Lineage lineage = state.lineage()
                .with(estate.lineage())
                .withBrowsers(
                        estate.profile().isAnonymous() ? Set.of(estate.profile().id()) : Set.of())
                .forgettingBrowsers(now.minus(deciding.settings().browserMarkRetention()));
        return Future.succeededFuture(new Change(entry, state, profile, decision)
                .turned(new ProfileTrail.Joined(joining, estate.cause(), estate.by()))
                .with(lineage));
    }

    private Future<Change> event(PartitionEntry entry, State state, Instant now) {
        Event event = EventCodec.decode(entry.body());
        Profile before = state.profile();
        if (ErasureEvent.isOne(event)) {
            return erasure.begin(event, before)
                    .compose(erased -> merging.eraseRemains(
                                    entry, state.lineage().merged())
                            .map(v -> erasing(entry, state, erased, now)));
        }
        if (UnmergeEvent.isOne(event)) {
            return unmerging.part(entry, state, event, now);
        }
        if (ReplayEvent.isOne(event)) {
            return replayed(entry, state, ReplayEvent.read(event), now);
        }
        Profile profile = ProfileUpdates.apply(before, event, now);
        return facts.recordConsent(event, before, profile)
                .compose(v -> decided(
                        entry,
                        state,
                        profile,
                        event,
                        () -> deciding.decider().considerEvent(event, profile, state.journey(), now),
                        now))
                .map(change -> change.told(ProfileTrail.Told.first(event, now)));
    }

    /** Puts right what the customer's facts and consent are; nothing is decided. */
    private Future<Change> replayed(PartitionEntry entry, State state, Replayed replayed, Instant now) {
        Event event = replayed.event();
        return corrections.counted(replayed, state).compose(counted -> {
            Profile profile = ProfileUpdates.correct(state.profile(), replayed, counted, now);
            Counted counts = Counted.of(event);
            Counted corrected = counted == null || counted.equals(counts) ? null : counts;
            return facts.recordConsent(event, state.profile(), profile)
                    .map(v -> new Change(entry, state, profile, Decision.nothing(state.journey()))
                            .told(new ProfileTrail.Told(event, now, true, corrected)));
        });
    }

    private static Change erasing(PartitionEntry entry, State state, Erasure.Erased erased, Instant now) {
        Profile nobody = Profile.empty(state.profile().id(), now);
        return new Change(entry, state, nobody, Decision.nothing(Journey.EMPTY)).erased(erased);
    }

    private Future<Change> cancel(PartitionEntry entry, RunKey run, State state, Instant now) {
        Decision decision = deciding.decider()
                .cancelled(CancelCodec.decode(entry.body()), run, state.profile(), state.journey(), now);
        return Future.succeededFuture(new Change(entry, state, state.profile(), decision));
    }

    private Future<Change> due(DueRun due, State state, Instant now) {
        Run run = state.lineage().into() == null ? state.journey().waiting(due.key()) : null;
        if (run == null || run.dueAt().toEpochMilli() > due.dueAt().toEpochMilli()) {
            return Future.succeededFuture(new Change(due, state, state.profile(), null));
        }
        Key key = deciding.keys().runEvent(partition, due.profile(), due.key().text());
        return deciding.redis()
                .send(Lane.WORK, key, Request.cmd(Command.GET).arg(key.name()))
                .compose(reply -> {
                    if (reply == null) {
                        return Future.succeededFuture(abandoned(due, run, state, now));
                    }
                    Event start = EventCodec.decode(reply.toBytes());
                    return decided(
                            due,
                            state,
                            state.profile(),
                            start,
                            () -> deciding.decider()
                                    .considerDue(run, start, state.profile(), state.journey(), due.pastIntakes(), now),
                            now);
                });
    }

    /** A run whose starting event is gone cannot be decided; the ledger says so and the way is free for the next one. */
    private Change abandoned(DueRun due, Run run, State state, Instant now) {
        LOG.error(
                "a run has lost its starting event partition={} trigger={}",
                partition,
                run.key().trigger());
        List<Run> others =
                state.journey().runs().stream().filter(other -> other != run).toList();
        Verdict verdict = error(run.event(), run.key().trigger(), "the starting event is lost", now);
        Journey journey = new Journey(others, state.journey().recent());
        return new Change(due, state, state.profile(), only(journey, verdict));
    }

    private Future<Change> decided(
            Piece piece, State state, Profile profile, Event event, Supplier<Considered> consider, Instant now) {
        Considered considered;
        try {
            considered = consider.get();
        } catch (RuntimeException bug) {
            return Future.succeededFuture(failed(piece, state, profile, event, bug, now));
        }
        return facts.find(
                        considered.needs(),
                        profile,
                        state.lineage(),
                        now,
                        deciding.ports().triggers().now())
                .compose(found -> facts.giveBack(considered.freed(), profile)
                        .compose(v -> facts.places(considered.wishes(found), found, profile, now)))
                .map(found -> new Change(piece, state, profile, considered.decide(found)))
                .recover(fault -> isOurs(fault)
                        ? Future.succeededFuture(failed(piece, state, profile, event, fault, now))
                        : Future.failedFuture(fault));
    }

    /** A dependency that is away is asked again; anything else would go wrong again, too. */
    private static boolean isOurs(Throwable fault) {
        return fault instanceof RuntimeException && !(fault instanceof RedisException);
    }

    /** A fault of ours must not stop the partition: the customer's facts are kept and the ledger says that nothing was decided. */
    private Change failed(Piece piece, State state, Profile profile, Event event, Throwable bug, Instant now) {
        LOG.error("could not decide event={} type={}", event.id(), event.type(), bug);
        Verdict verdict = error(event.id(), "*", "the gateway failed to decide", now);
        return new Change(piece, state, profile, only(state.journey(), verdict));
    }

    private static Verdict error(EventId event, String trigger, String reason, Instant now) {
        return new Verdict(event, trigger, 1, Verdict.Outcome.ERROR, reason, now, List.of(), null, List.of());
    }

    private static Decision only(Journey journey, Verdict verdict) {
        return Decision.only(journey, List.of(verdict));
    }
}
